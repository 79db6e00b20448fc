using System.Collections.Concurrent;
using MathNet.Numerics;
using Serverless.Tuner.Benchmarks.Quality;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Benchmarks.Statistics;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>Measures what pruners save, and what that costs.</summary>
public static class PruningBenchmark
{
    private const int DefaultSeeds = 20;
    private const int TrainingSeeds = 10;

    /// <summary>Runs every sampler with every pruner.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Told what has ended, one call at a time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchmarkInputException">The request cannot be run.</exception>
    public static async Task<PruningReport> RunAsync(
        PruningRequest request, TimeProvider clock, Action<string> progress, CancellationToken cancellationToken)
    {
        var task = PruningTasks.Make(request.Task);
        var samplers = SamplerChoices.Parse(request.Samplers ?? task.Samplers, request.SamplerCatalog);
        var pruners = PrunerChoice.Parse(request.Pruners ?? task.Pruners, request.PrunerCatalog);
        foreach (var sampler in samplers)
            if (sampler.Refusal(SearchSpace.From(task.Parameters), task.Directions) is { } refusal)
                throw new BenchmarkInputException($"{sampler.Label}: {refusal}");
        foreach (var pruner in pruners)
            if (task.Directions.Count > 1 && !pruner.Create(PruningRun.ContextOf(task, seed: 0)).TakesSeveralDirections)
                throw new BenchmarkInputException($"{pruner.Label} needs a single direction, and {task.Name} has {task.Directions.Count}.");

        Control.UseSingleThread(); // Linear algebra must not use the cores that other studies run on.
        var (measuredAt, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        var seeds = request.Seeds ?? (task is DigitsTask ? TrainingSeeds : DefaultSeeds);
        var jobs = task.Modes.SelectMany(_ => pruners, (mode, pruner) => (mode, pruner))
            .SelectMany(_ => samplers, (p, sampler) => (p.mode, p.pruner, sampler)).ToArray();
        var ended = new ConcurrentDictionary<(int Job, int Seed), PruningOutcome>();
        var told = new Lock();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, jobs.Length)
                .SelectMany(_ => Enumerable.Range(request.FirstSeed, seeds), (job, seed) => (Job: job, Seed: seed)),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = request.Cores ?? Environment.ProcessorCount,
                CancellationToken = cancellationToken,
            },
            async (run, token) =>
            {
                var (mode, pruner, sampler) = jobs[run.Job];
                ended[run] = await PruningRun.PlayAsync(task, sampler, pruner, mode, run.Seed, token);
                lock (told)
                    if (ended.Keys.Count(k => k.Job == run.Job) == seeds)
                        progress($"{mode.Name}: {sampler.Label} with {pruner.Label} ({ended.Count} of {jobs.Length * seeds} studies)");
            });

        var peers = PruningPeers.Read();
        return new PruningReport
        {
            MeasuredAt = measuredAt,
            Seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1),
            Machine = Machine.Here(),
            Task = task.Name,
            About = task.About,
            Unit = task.Unit,
            PeersAbout = peers.About,
            Score = task.Score.Name,
            FirstSeed = request.FirstSeed,
            Rows = Compared(task, [
                .. jobs.Select((job, index) => RowOf(
                    task, peers, job, [.. Enumerable.Range(request.FirstSeed, seeds).Select(seed => ended[(index, seed)])]))]),
        };
    }

    /// <summary>With several directions, the rows beside those without pruning.</summary>
    private static PruningRow[] Compared(IPruningTask task, PruningRow[] rows) => task.Directions.Count == 1
        ? rows
        : Array.ConvertAll(rows, row =>
            Array.Find(rows, r => r.Pruner == PrunerSpec.DefaultType && r.Sampler == row.Sampler && r.Mode == row.Mode) is { } whole
                ? row.Beside(whole)
                : row);

    private static PruningRow RowOf(
        IPruningTask task, PruningPeers peers, (PruningMode Mode, PrunerChoice Pruner, SamplerChoice Sampler) job, PruningOutcome[] ours)
    {
        var row = new PruningRow
        {
            Mode = job.Mode.Name,
            EndsBySteps = job.Mode.Steps < int.MaxValue,
            Sampler = job.Sampler.Label,
            Pruner = job.Pruner.Label,
            Ours = ours,
        };
        if (task is not LearningCurves || peers.Of(row.Sampler, row.Pruner, row.Mode) is not var (name, theirs)) return row;
        return row with
        {
            Peer = name,
            Theirs = theirs,
            Test = MannWhitney.Compare(
                [.. ours.Select(o => o.Best)], [.. theirs.Select(o => o.Best)], task.Score.Better == Direction.Minimize),
        };
    }
}
