using System.CommandLine;
using System.Globalization;
using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Benchmarks.Quality;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench quality</c>: how good samplers are, on public functions, beside their peers.</summary>
internal static class BenchQualityCommand
{
    private static readonly string[] SuiteNames = [.. Suites.All.Select(s => s.Name), QualityRequest.AllSuites];

    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, SamplerCatalog catalog)
    {
        var suite = new Option<string>("--suite")
        {
            Description = $"what is run: {string.Join(", ", SuiteNames)}",
            HelpName = "NAME",
            DefaultValueFactory = _ => Suites.Single,
        };
        var functions = new Option<string?>("--functions")
        {
            Description = "some of the suite's functions, separated by commas",
            HelpName = "A,B",
        };
        var seeds = new Option<int>("--seeds")
        {
            Description = "how many runs of each sampler on each function: seeds 0, 1, ...",
            HelpName = "N",
            DefaultValueFactory = _ => 30,
        };
        var samplers = new Option<string?>("--samplers")
        {
            Description = "which samplers, with options: auto,tpe:nStartupTrials=8 (default: the suite's)",
            HelpName = "A,B",
        };
        var peer = new Option<string[]>("--peer")
        {
            Description = "whom to compare with: a name in the files of bench/data, or another of the samplers; may be repeated",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        };
        var trials = NumberListOption.Create(
            "--trials", "after how many trials to compare, such as 30,100 (default: where the peers were measured)");
        var cores = new Option<int?>("--cores") { Description = "how many runs at once (default: one on each core)", HelpName = "N" };
        var @out = new Option<string?>("--out")
        {
            Description = "where the report is written, as JSON and as Markdown (default: bench/ in the data directory)",
            HelpName = "DIR",
        };
        var json = new Option<bool>("--json") { Description = "print the JSON report, and nothing else, to standard output" };
        NumberRange.RequirePositive(seeds);
        NumberRange.RequirePositive(cores);

        var command = new Command("quality", "Run samplers on public functions and compare what they reach with what their peers reached")
        {
            suite, functions, seeds, samplers, peer, trials, cores, @out, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            environment,
            new QualityRequest
            {
                Suite = parsed.GetRequiredValue(suite),
                Functions = List(parsed.GetValue(functions)),
                Seeds = parsed.GetValue(seeds),
                Samplers = parsed.GetValue(samplers),
                Catalog = catalog,
                Peers = parsed.GetValue(peer) ?? [],
                Trials = NumberListOption.Read(parsed, trials),
                Cores = parsed.GetValue(cores),
            },
            parsed.GetValue(@out),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliEnvironment environment, QualityRequest request, string? folder, bool json, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        try
        {
            var plan = QualityPlan.Of(request);
            foreach (var remark in plan.Remarks) terminal.Error.WriteLine(remark);
            // Before hours of work: a report that cannot be written is told now.
            var directory = Directory.CreateDirectory(folder ?? Path.Combine(DataDirectory.At(named: null).FullPath, "bench"));

            var report = await QualityDisplay.RunAsync(terminal.Error, plan, environment.Clock, cancellationToken);
            if (report.Suites.Count == 0) return ExitCode.Interrupted;
            var path = Path.Combine(
                directory.FullName, "quality-" + report.MeasuredAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
            await File.WriteAllTextAsync(path + ".json", report.ToJson(), CancellationToken.None);
            await File.WriteAllTextAsync(path + ".md", MarkdownReport.Of(report), CancellationToken.None);
            if (json) terminal.Json.WriteLine(report.ToJson());
            else QualityTable.Write(terminal.Output, report);
            terminal.Error.WriteLine($"Written: {path}.json and .md");
            if (!report.IsComplete) terminal.Error.WriteLine("Interrupted: the report holds the runs that had ended.");
            return report.IsComplete ? ExitCode.Done : ExitCode.Interrupted;
        }
        catch (BenchmarkInputException e)
        {
            throw new CliException(e.Message, ExitCode.InvalidInput);
        }
    }

    private static string[]? List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
