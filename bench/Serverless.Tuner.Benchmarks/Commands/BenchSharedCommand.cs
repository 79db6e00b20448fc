using System.CommandLine;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench shared</c>: what it costs studies to share a budget.</summary>
internal static class BenchSharedCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var studies = Number("--studies", "how many studies run at once", 8);
        var trials = Number("--trials", "how many trials each has", 50);
        var rounds = Number("--rounds", "how often each kind is measured, in turn", 3);
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        const string Description =
            "Run studies that share a budget beside studies that each have their own, on an Azurite of its own with its database on disk";
        var command = new Command("shared", Description) { studies, trials, rounds, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await SharedBenchmark.RunAsync(
                environment, parsed.GetValue(studies), parsed.GetValue(trials), parsed.GetValue(rounds), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(result);
            else FigureGrid.Write(environment.Terminal.Output, result.Figures);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int otherwise)
    {
        var number = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        NumberRange.RequirePositive(number);
        return number;
    }
}
