using System.CommandLine;
using Serverless.Tuner.Benchmarks.Service;
using Serverless.Tuner.Benchmarks.Suggest;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench service</c>: what workers see that ask and tell over HTTP.</summary>
internal static class BenchServiceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var workers = Number("--workers", "how many workers ask and tell at once", 8);
        var pairs = Number("--pairs", "how many pairs of suggest and complete are measured", 2_000);
        var seconds = Number("--seconds", "for how many seconds intermediate values are reported", 5);
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command = new Command("service", "Let workers ask and tell over HTTP, beside Optuna with SQLite and as many processes")
        {
            workers, pairs, seconds, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await ServiceBenchmark.RunAsync(
                environment, parsed.GetValue(workers), parsed.GetValue(pairs), parsed.GetValue(seconds), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(result);
            else FigureGrid.Write(environment.Terminal.Output, result.Figures);
            if (result.Optuna is null)
                environment.Terminal.Error.WriteLine($"Optuna is not installed here, so it was not timed ({OptunaTimer.Install}).");
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int otherwise)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        NumberRange.RequirePositive(option);
        return option;
    }
}
