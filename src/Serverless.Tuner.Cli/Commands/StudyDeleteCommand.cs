namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study delete</c>.</summary>
internal static class StudyDeleteCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask" };
        return arguments.Run(new("delete", "Delete a study with all its trials") { name, yes }, async call =>
        {
            var study = call.Parsed.GetRequiredValue(name);
            if (!call.Parsed.GetValue(yes) && !await ConfirmAsync(call.Environment.Terminal.Error, study, call.CancellationToken))
                return ExitCode.Done;
            await (await call.ConnectOrOpenAsync()).Client.DeleteStudyAsync(study, call.CancellationToken);
            if (!call.Json) call.Output.WriteLine($"Study {study} is deleted.");
            return ExitCode.Done;
        });
    }

    private static async Task<bool> ConfirmAsync(IAnsiConsole console, string study, CancellationToken cancellationToken)
    {
        if (!console.Profile.Capabilities.Interactive || Console.IsInputRedirected)
            throw new CliException("Nobody is here to be asked: add --yes.", ExitCode.InvalidInput);
        var prompt = new ConfirmationPrompt($"Delete study {Markup.Escape(study)} with all its trials?") { DefaultValue = false };
        return await prompt.ShowAsync(console, cancellationToken);
    }
}
