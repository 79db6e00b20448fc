using System.IO.Enumeration;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study delete</c>.</summary>
internal static class StudyDeleteCommand
{
    private const int MostNamed = 5;

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        name.Arity = ArgumentArity.ZeroOrOne;
        var match = new Option<string?>("--match")
        {
            Description = "delete all studies with names like this, in which * is anything: 'no-name-*'",
            HelpName = "PATTERN",
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask" };
        var command = new Command("delete", "Delete a study with all its trials, or several") { name, match, yes };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(name) is null) == (result.GetValue(match) is null)) result.AddError("Give a NAME, or --match PATTERN.");
        });
        return arguments.Run(command, async call =>
        {
            var (study, pattern, isSure) = (call.Parsed.GetValue(name), call.Parsed.GetValue(match), call.Parsed.GetValue(yes));
            var console = call.Environment.Terminal.Error;
            // Nothing is connected to, or opened, for an answer that nobody can give.
            if (!isSure) RequireSomebody(console);
            if (study is not null && !isSure && !await ConfirmAsync(console, $"study {study}", call.CancellationToken))
                return ExitCode.Done;
            var client = (await call.ConnectOrOpenAsync()).Client;
            List<string> studies = study is not null ? [study] : await client.ListStudiesAsync(call.CancellationToken)
                .Select(known => known.Name)
                .Where(known => FileSystemName.MatchesSimpleExpression(pattern, known, ignoreCase: false))
                .ToListAsync(call.CancellationToken);
            if (studies.Count == 0) throw new CliException($"No study is called like {pattern}.", ExitCode.InvalidInput);
            if (study is null && !isSure && !await ConfirmAsync(console, Listed(studies), call.CancellationToken)) return ExitCode.Done;
            foreach (var one in studies)
            {
                await client.DeleteStudyAsync(one, call.CancellationToken);
                if (!call.Json) call.Output.WriteLine($"Study {one} is deleted.");
            }

            return ExitCode.Done;
        });
    }

    private static string Listed(List<string> studies) => studies.Count == 1
        ? $"study {studies[0]}"
        : $"{studies.Count} studies ({string.Join(", ", studies.Take(MostNamed))}{(studies.Count > MostNamed ? ", ..." : "")})";

    private static void RequireSomebody(IAnsiConsole console)
    {
        if (!console.Profile.Capabilities.Interactive || Console.IsInputRedirected)
            throw new CliException("Nobody is here to be asked: add --yes.", ExitCode.InvalidInput);
    }

    private static async Task<bool> ConfirmAsync(IAnsiConsole console, string what, CancellationToken cancellationToken)
    {
        var prompt = new ConfirmationPrompt($"Delete {Markup.Escape(what)} with all trials?") { DefaultValue = false };
        return await prompt.ShowAsync(console, cancellationToken);
    }
}
