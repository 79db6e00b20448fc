using System.Diagnostics;
using Azure.Data.Tables;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Measures advances of a study with many trials, warm and cold, on an Azurite of its own.</summary>
internal static class AdvanceBenchmark
{
    private const int Parameters = 10;
    private const int Parallelism = 8;
    private const int Measured = 200;
    private const int ColdRuns = 5;

    /// <summary>Fills a study of each sampler with <paramref name="trials"/> trials, then measures.</summary>
    public static async Task<IReadOnlyList<AdvanceResult>> RunAsync(
        CliEnvironment environment, Catalogs catalogs, IReadOnlyList<SamplerSpec> samplers, int trials, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("tuner-bench-");
        try
        {
            await using var azurite = await LocalAzurite.StartAsync(
                DataDirectory.At(directory.FullName), new AzuritePorts(0), say: _ => { }, cancellationToken);
            var results = new List<AdvanceResult>();
            foreach (var sampler in samplers)
                results.Add(await MeasureAsync(
                    () => new Worker(azurite.ConnectionString, environment.Clock, catalogs), sampler, trials, cancellationToken));
            return results;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<AdvanceResult> MeasureAsync(
        Func<Worker> newWorker, SamplerSpec sampler, int trials, CancellationToken cancellationToken)
    {
        var spec = new StudySpec
        {
            Name = $"advance-{sampler.Type}",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "sphere" },
            Directions = [Direction.Minimize],
            SearchSpace = [
                .. Enumerable.Range(0, Parameters)
                    .Select(i => new ParameterSpec { Name = $"x{i}", Kind = ParameterKind.Float, Low = -5, High = 5 })],
            Trials = trials + Measured + (ColdRuns * Parallelism) + Parallelism,
            Parallelism = Parallelism,
            Sampler = sampler,
        };
        var worker = newWorker();
        var study = (await worker.Store.CreateAsync(spec, cancellationToken)).Study!;
        var (sequence, open) = (0, new Queue<int>());
        while (sequence == 0 || open.Max() < trials + Parallelism - 1) await StepAsync(worker, tell: open.Count);

        var warm = new List<double>();
        for (var i = 0; i < Measured; i++) warm.Add(await StepAsync(worker, tell: 1));

        var (reads, advances) = (new List<double>(), new List<double>());
        for (var i = 0; i < ColdRuns; i++)
        {
            var reader = newWorker();
            await reader.Store.ListAsync(null, 1, state: null, cancellationToken);
            var start = Stopwatch.GetTimestamp();
            await reader.Store.FindWithTrialsAsync(StudyName.Parse(spec.Name), cancellationToken);
            reads.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            await TellAsync(worker, open.Dequeue());
            advances.Add(await AdvanceAsync(newWorker()));
        }

        return new AdvanceResult(
            sampler.Type, trials, Quantile(warm, 0.5), Quantile(warm, 0.99), Quantile(reads, 0.5), Quantile(advances, 0.5));

        async Task<double> StepAsync(Worker on, int tell)
        {
            for (; tell > 0; tell--) await TellAsync(on, open.Dequeue());
            return await AdvanceAsync(on);
        }

        async Task<double> AdvanceAsync(Worker on)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await on.Advancer.AdvanceAsync(
                StudyName.Parse(spec.Name), study.Run, ++sequence, open.ToHashSet(), false, cancellationToken);
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            foreach (var number in answer!.Plan.Start) open.Enqueue(number);
            return took;
        }

        async Task TellAsync(Worker on, int number)
        {
            var claim = await on.Claims.ClaimAsync(StudyName.Parse(spec.Name), study.Run, number, $"bench-{number}", cancellationToken);
            var value = claim.Lease!.Trial.Parameters.Values.Sum(v => (v.AsDouble() - 1) * (v.AsDouble() - 1));
            await claim.Lease.EndAsync(TrialOutcome.Of(spec, new Measurement([value])), Money.Zero, cancellationToken);
        }
    }

    private static double Quantile(IEnumerable<double> values, double share) => Math.Round(Quantiles.Of(values, share), 2);

    /// <summary>A process as far as the store is concerned: with a memory of its own.</summary>
    private sealed class Worker
    {
        public Worker(string connection, TimeProvider clock, Catalogs catalogs)
        {
            var tables = new TunerTables(new TableServiceClient(connection));
            Store = new StudyStore(tables, clock, new SpecComparison(catalogs.Samplers, catalogs.Pruners));
            Advancer = new StudyAdvancer(Store, tables, catalogs.Samplers, catalogs.Pruners, clock);
            Claims = new TrialClaims(Store, tables, clock, new HostStart());
        }

        public StudyStore Store { get; }

        public StudyAdvancer Advancer { get; }

        public TrialClaims Claims { get; }
    }
}
