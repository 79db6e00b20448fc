using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study trials</c>.</summary>
internal static class StudyTrialsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Optional();
        var state = new Option<TrialState?>("--state") { Description = "only trials in this state", HelpName = "waiting|running|complete|pruned|failed" };
        var command = new Command("trials", "Show every trial by number") { name, state };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var study = await StudyName.ResolveAsync(connection.Client, parsed.GetValue(name), cancellationToken);
            var trials = await connection.Client.ListTrialsAsync(study, after: (int?)null, parsed.GetValue(state), cancellationToken)
                .ToListAsync(cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(new PageView<TrialView>(trials, null));
            else if (trials.Count == 0) environment.Terminal.Output.WriteLine($"{study} has no such trial yet.");
            else environment.Terminal.Output.Write(TrialTable.Of(trials, now: environment.Clock.GetUtcNow()));
            return ExitCode.Done;
        });
        return command;
    }
}
