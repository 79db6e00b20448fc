using System.CommandLine;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study delete</c>.</summary>
internal static class StudyDeleteCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Required();
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask" };
        var command = new Command("delete", "Delete a study with all its trials") { name, yes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var study = parsed.GetRequiredValue(name);
            if (!parsed.GetValue(yes) && !await ConfirmAsync(environment.Terminal.Error, study, cancellationToken)) return ExitCode.Done;
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            await connection.Client.DeleteStudyAsync(study, cancellationToken);

            if (!arguments.Json(parsed)) environment.Terminal.Output.WriteLine($"Study {study} is deleted.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<bool> ConfirmAsync(IAnsiConsole console, string study, CancellationToken cancellationToken)
    {
        if (!console.Profile.Capabilities.Interactive || Console.IsInputRedirected)
            throw new CliException("Nobody is here to be asked: add --yes.", ExitCode.InvalidInput);
        var prompt = new ConfirmationPrompt($"Delete study {Markup.Escape(study)} with all its trials?") { DefaultValue = false };
        return await prompt.ShowAsync(console, cancellationToken);
    }
}
