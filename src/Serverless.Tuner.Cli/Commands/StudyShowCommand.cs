using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.Watching;
using Serverless.Tuner.Client;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study show</c>.</summary>
internal static class StudyShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Optional();
        var command = new Command("show", "Show where a study stands and what it has found") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var study = await connection.Client.GetStudyAsync(
                await StudyName.ResolveAsync(connection.Client, parsed.GetValue(name), cancellationToken), cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else await WriteAsync(environment, connection, study, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteAsync(CliEnvironment environment, ApiConnection connection, StudyView study, CancellationToken cancellationToken)
    {
        var runs = study.State == StudyState.Running;
        var left = runs && connection.IsServer ? await LeftAsync(connection.Client, study, cancellationToken) : null;
        StudyReport.Write(environment.Terminal.Output, study, environment.Clock.GetUtcNow(), left);
        if (runs && !connection.IsServer) environment.Terminal.Output.WriteLine("No server is running: `./tuner serve` lets it go on.");
    }

    private static async Task<TimeSpan?> LeftAsync(TunerClient client, StudyView study, CancellationToken cancellationToken)
    {
        var after = study.Counts.Ended - Pace.Window(study.Spec) - 1;
        var last = await client.ListTrialsAsync(study.Name, after < 0 ? null : after, state: null, cancellationToken)
            .Where(trial => trial.EndedAt is not null)
            .ToListAsync(cancellationToken);
        var pace = new Pace();
        pace.Add(last.OrderBy(trial => trial.EndedAt), study.Spec);
        return pace.Left(study);
    }
}
