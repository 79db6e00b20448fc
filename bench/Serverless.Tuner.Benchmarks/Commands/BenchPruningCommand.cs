using System.CommandLine;
using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Benchmarks.Pruning;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Commands;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench pruning</c>: what pruners save, and what that costs, beside their peers.</summary>
internal static class BenchPruningCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, Catalogs catalogs)
    {
        var task = new Option<string>("--task")
        {
            Description = $"what is trained: {string.Join(", ", PruningTasks.Names)}",
            HelpName = "NAME",
            DefaultValueFactory = _ => PruningTasks.Default,
        };
        var seeds = new Option<int?>("--seeds")
        {
            Description = "how many studies of each sampler with each pruner: seeds 0, 1, ... (default: 20; of digits 10)",
            HelpName = "N",
        };
        var firstSeed = new Option<int>("--first-seed")
        {
            Description = "the first of these seeds, instead of 0: those that had no part in a choice",
            HelpName = "N",
        };
        var samplers = new Option<string?>("--samplers")
        {
            Description = "which samplers, with options: auto,tpe:nStartupTrials=8 (default: the task's)",
            HelpName = "A,B",
        };
        var pruners = new Option<string?>("--pruners")
        {
            Description = "which pruners, with options: none,median:nStartupTrials=10 (default: the task's)",
            HelpName = "A,B",
        };
        var cores = new Option<int?>("--cores") { Description = "how many studies at once (default: one on each core)", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        NumberRange.RequirePositive(seeds);
        NumberRange.RequirePositive(cores);
        NumberRange.RequireBetween(firstSeed, 0, int.MaxValue / 2);
        var command = new Command("pruning", "Cut trials short with each pruner, and compare steps and results with those of Optuna's")
        {
            task, seeds, firstSeed, samplers, pruners, cores, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = environment.Terminal;
            try
            {
                var request = new PruningRequest
                {
                    Task = parsed.GetRequiredValue(task),
                    Seeds = parsed.GetValue(seeds),
                    FirstSeed = parsed.GetValue(firstSeed),
                    Samplers = parsed.GetValue(samplers),
                    Pruners = parsed.GetValue(pruners),
                    SamplerCatalog = catalogs.Samplers,
                    PrunerCatalog = catalogs.Pruners,
                    Cores = parsed.GetValue(cores),
                };
                var report = await PruningBenchmark.RunAsync(
                    request, environment.Clock, what => terminal.ErrorText.WriteLine(what), cancellationToken);
                if (parsed.GetValue(json)) terminal.Json.WriteLine(report.ToJson());
                else PruningTable.Write(terminal.Output, report);
                return ExitCode.Done;
            }
            catch (BenchmarkInputException e)
            {
                throw new CliException(e.Message, ExitCode.InvalidInput);
            }
        });
        return command;
    }
}
