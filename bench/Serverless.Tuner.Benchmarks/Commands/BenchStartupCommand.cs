using System.CommandLine;
using Serverless.Tuner.Benchmarks.Startup;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench startup</c>: how fast the program starts, and what an idle server takes.</summary>
internal static class BenchStartupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var runs = new Option<int>("--runs")
        {
            Description = "how often each start is timed",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        var idle = new Option<int>("--idle")
        {
            Description = "how long the idle server is watched",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 300,
        };
        NumberRange.RequirePositive(runs);
        NumberRange.RequirePositive(idle);
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command = new Command("startup", "Time `tuner --version` and `tuner serve` until it serves, and watch a server that is idle")
        {
            runs, idle, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await StartupBenchmark.RunAsync(environment, parsed.GetValue(runs), parsed.GetValue(idle), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(result);
            else FigureGrid.Write(environment.Terminal.Output, result.Figures);
            return ExitCode.Done;
        });
        return command;
    }
}
