using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study list</c>.</summary>
internal static class StudyListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var command = new Command("list", "List all studies");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var studies = await connection.Client.ListStudiesAsync(cancellationToken).ToListAsync(cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(new PageView<StudySummary>(studies, null));
            else if (studies.Count == 0) environment.Terminal.Output.WriteLine("There is no study yet.");
            else Write(environment.Terminal.Output, studies, connection.IsServer);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IAnsiConsole output, List<StudySummary> studies, bool served)
    {
        output.Write(StudyTable.Of(studies, output.Profile.Width));
        if (!served && studies.Exists(study => study.State == StudyState.Running)) output.WriteLine("No server is running: `./tuner serve` lets the running ones go on.");
    }
}
