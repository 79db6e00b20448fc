using System.CommandLine;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench many</c>: how a server bears many studies at once.</summary>
internal static class BenchManyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var studies = new Option<int>("--studies")
        {
            Description = "how many studies run at once",
            HelpName = "N",
            DefaultValueFactory = _ => 200,
        };
        var trials = new Option<int>("--trials")
        {
            Description = "how many trials each has",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var parallelism = new Option<int>("--parallelism")
        {
            Description = "how many of them run at once",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        NumberRange.RequirePositive(studies);
        NumberRange.RequirePositive(trials);
        NumberRange.RequirePositive(parallelism);
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command =
            new Command(
                "many",
                "Run many studies that do nothing at once, and look at the list of studies all the time, on an Azurite of its own with "
                + "its database on disk")
        {
            studies, trials, parallelism, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await ManyBenchmark.RunAsync(
                environment, parsed.GetValue(studies), parsed.GetValue(trials), parsed.GetValue(parallelism), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(result);
            else FigureGrid.Write(environment.Terminal.Output, result.Figures);
            return ExitCode.Done;
        });
        return command;
    }
}
