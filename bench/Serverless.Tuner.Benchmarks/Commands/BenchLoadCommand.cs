using System.CommandLine;
using Serverless.Tuner.Benchmarks.Load;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench load</c>: how a server bears many studies at once, or one of very many trials.</summary>
internal static class BenchLoadCommand
{
    private static readonly string[] Engines = [.. Enum.GetValues<Engine>().Select(EngineArguments.Name)];

    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var studies = Number("--studies", "how many studies run at once", 200);
        var trials = Number("--trials", "how many trials each has", 50);
        var parallelism = Number("--parallelism", "how many of them run at once", 1);
        var engine = new Option<string>("--engine")
        {
            Description = $"what runs the studies: {string.Join(" or ", Engines)}",
            HelpName = "ENGINE",
            DefaultValueFactory = _ => Engines[0],
        };
        engine.AcceptOnlyFromAmong(Engines);
        var large = new Option<int?>("--large")
        {
            Description = "instead, one study of so many trials (100000 without a number), by stretches of ten thousand",
            HelpName = "N",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = r => r.Tokens.Count == 0 ? 100_000 : Whole(r, r.Tokens[0].Value),
        };
        var sampler = new Option<string>("--sampler")
        {
            Description = "the sampler of --large",
            HelpName = "SAMPLER",
            DefaultValueFactory = _ => "auto",
        };
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command =
            new Command(
                "load",
                "Run many studies that do nothing at once, and look at them all the time, on an Azurite of its own with its database on "
                + "disk; or one study of very many trials")
        {
            studies, trials, parallelism, engine, large, sampler, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = environment.Terminal;
            if (parsed.GetValue(large) is { } n)
            {
                var result = await LargeBenchmark.RunAsync(environment, n, parsed.GetRequiredValue(sampler), Tell, cancellationToken);
                if (parsed.GetValue(json)) terminal.WriteJson(result);
                else Write(terminal.Output, result);
                return ExitCode.Done;
            }

            var request = new LoadRequest(
                parsed.GetValue(studies), parsed.GetValue(trials), parsed.GetValue(parallelism),
                (Engine)Array.IndexOf(Engines, parsed.GetRequiredValue(engine)));
            var load = await LoadBenchmark.RunAsync(environment, request, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(load);
            else Write(terminal.Output, load);
            return ExitCode.Done;

            void Tell(LargePart part) => terminal.Error.WriteLine(
                $"{part.Trials} trials, {Format.Value(part.PerSecond)} a second, {Format.Value(part.MemoryMb)} MB");
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        NumberRange.RequirePositive(option);
        return option;
    }

    private static int? Whole(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        if (int.TryParse(text, out var number) && number > 0) return number;
        result.AddError("--large must be a whole number above 0.");
        return null;
    }

    private static void Write(IAnsiConsole output, LoadResult result)
    {
        FigureGrid.Write(output, result.Figures);
        var table = new Table().Border(TableBorder.Simple).AddColumns("time in ms", "count", "p50", "p90", "p99", "slowest");
        foreach (var (name, t) in result.Times) table.AddRow(Row(name, t.Count, t.P50Ms, t.P90Ms, t.P99Ms, t.SlowestMs));
        output.Write(table);
    }

    private static void Write(IAnsiConsole output, LargeResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "trials", "a second", "requests", "suggest p50 ms", "p99", "advance p50 ms", "p99", "processor ms", "heap MB", "memory MB");
        foreach (var p in result.Parts)
            table.AddRow(Row(
                Format.Value(p.Trials), p.PerSecond, p.RequestsPerTrial, p.SuggestP50Ms, p.SuggestP99Ms, p.AdvanceP50Ms, p.AdvanceP99Ms,
                p.ProcessorMs, p.HeapMb, p.MemoryMb));
        output.Write(table);
        FigureGrid.Write(output, [
            ("seconds", result.Seconds), ("failed", result.Failed), ("memoryMb", result.MemoryMb), ("lookP50Ms", result.Look.P50Ms),
            ("lookP99Ms", result.Look.P99Ms), ("resultMs", result.ResultMs)]);
    }

    private static string[] Row(string name, params double[] values) => [name, .. values.Select(Format.Value)];
}
