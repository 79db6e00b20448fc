using System.CommandLine;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench overhead</c>: what a trial costs beside its objective.</summary>
internal static class BenchOverheadCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var trials = new Option<int>("--trials")
        {
            Description = "how many trials are measured",
            HelpName = "N",
            DefaultValueFactory = _ => 500,
        };
        NumberRange.RequirePositive(trials);
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command =
            new Command(
                "overhead", "Run a study that does nothing, eight trials at once, on an Azurite of its own with its database on disk")
        {
            trials, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await OverheadBenchmark.RunAsync(environment, parsed.GetValue(trials), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(result);
            else FigureGrid.Write(environment.Terminal.Output, result.Figures);
            return ExitCode.Done;
        });
        return command;
    }
}
