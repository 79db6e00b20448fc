using System.CommandLine;
using Serverless.Tuner.Benchmarks.Memory;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench memory</c>: what a warm start gains, and what it costs.</summary>
internal static class BenchMemoryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, SamplerCatalog catalog)
    {
        var sampler = new Option<string>("--sampler")
        {
            Description = "which sampler, with options: tpe:name=value",
            DefaultValueFactory = _ => "auto",
        };
        var seeds = new Option<int>("--seeds")
        {
            Description = "how many studies of each kind",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        var functions = new Option<string?>("--functions")
        {
            Description = "some of the functions, separated by commas",
            HelpName = "A,B",
        };
        var move = new Option<double>("--move")
        {
            Description = "by how much of its range each parameter's landscape is moved at most, from 0 to 0.2",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 0.1,
        };
        NumberRange.RequirePositive(seeds);
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command =
            new Command("memory", "Compare studies with a warm start from like and from unlike ones to studies without one")
        {
            sampler, functions, seeds, move, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var choice = SamplerChoices.Parse(parsed.GetRequiredValue(sampler), catalog)[0];
                // The work is all on this thread; a console that waits for it could not be interrupted.
                var names = parsed.GetValue(functions)?.Split(',', StringSplitOptions.TrimEntries);
                var rows = await Task.Run(
                    () => MemoryBenchmark.Run(choice, names, parsed.GetValue(seeds), parsed.GetValue(move), cancellationToken).ToArray(),
                    cancellationToken);
                if (parsed.GetValue(json)) environment.Terminal.WriteJson(rows);
                else Write(environment.Terminal.Output, rows);
                return ExitCode.Done;
            }
            catch (BenchmarkInputException e)
            {
                throw new CliException(e.Message, ExitCode.InvalidInput);
            }
        });
        return command;
    }

    private static void Write(IAnsiConsole output, IReadOnlyList<MemoryRow> rows)
    {
        const int Few = MemoryBenchmark.Few;
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "function", $"cold {Few}", $"cold {2 * Few}", $"warm {Few}", $"warm {2 * Few}", $"other {Few}", $"other {2 * Few}",
            $"elsewhere {Few}", $"elsewhere {2 * Few}");
        foreach (var r in rows)
            table.AddRow(
                r.Function, Median(r.ColdFew), Median(r.ColdMany),
                $"{Median(r.Warm.Few)}, {Share(r.Warm.Few, r.ColdMany)}", Cell(r.Warm.Many, r.ColdMany),
                Cell(r.Other.Few, r.ColdFew), Cell(r.Other.Many, r.ColdMany),
                Cell(r.Elsewhere.Few, r.ColdFew), Cell(r.Elsewhere.Many, r.ColdMany));
        output.Write(table);
        output.WriteLine($"Medians, and how often a run is better than a cold one of as many trials (warm {Few}: than one of {2 * Few}).");

        static string Median(double[] values) => Format.Value(MemoryRow.Median(values));

        static string Cell(double[] values, double[] cold) => $"{Median(values)}, {Share(values, cold)}";

        static string Share(double[] values, double[] cold) => $"{100 * MemoryRow.Better(values, cold):0} %";
    }
}
