using System.CommandLine;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench advance</c>: what a suggestion adds to an advance of a large study.</summary>
internal static class BenchAdvanceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, Catalogs catalogs)
    {
        var trials = new Option<int>("--trials")
        {
            Description = "how many trials the study has",
            HelpName = "N",
            DefaultValueFactory = _ => 5_000,
        };
        NumberRange.RequirePositive(trials);
        var samplers = new Option<string[]>("--samplers")
        {
            Description = "samplers to compare, separated by commas; random is the measure of no suggestion at all",
            DefaultValueFactory = _ => ["random", "auto"],
            CustomParser = r => [.. r.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
        };
        samplers.Validators.Add(result =>
        {
            foreach (var type in result.GetValueOrDefault<string[]>() ?? [])
                if (!catalogs.Samplers.Types.Contains(type))
                    result.AddError($"'{type}' is no sampler; there are {string.Join(", ", catalogs.Samplers.Types)}.");
        });
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command =
            new Command(
                "advance",
                "Tell and suggest in a study of many trials, on a worker that knows it and on one that does not, with an Azurite of its "
                + "own")
        {
            trials, samplers, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var results = await AdvanceBenchmark.RunAsync(
                environment, catalogs, [.. parsed.GetRequiredValue(samplers).Select(type => new SamplerSpec { Type = type })],
                parsed.GetValue(trials), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(results);
            else Write(environment.Terminal.Output, results);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IAnsiConsole output, IReadOnlyList<AdvanceResult> results)
    {
        var table = new Table()
            .Border(TableBorder.Simple).AddColumns("sampler", "trials", "warm p50 ms", "warm p99 ms", "cold read ms", "cold advance ms");
        foreach (var r in results)
            table.AddRow(
                r.Sampler, Format.Value(r.Trials), Format.Value(r.WarmP50Ms), Format.Value(r.WarmP99Ms), Format.Value(r.ColdReadMs),
                Format.Value(r.ColdAdvanceMs));
        output.Write(table);
    }
}
