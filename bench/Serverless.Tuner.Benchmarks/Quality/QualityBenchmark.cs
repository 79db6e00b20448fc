using System.Collections.Concurrent;
using MathNet.Numerics;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>Runs a plan: many runs at once, each on one thread.</summary>
public static class QualityBenchmark
{
    /// <summary>Runs it, until its end or until cancelled: then the report holds what has ended.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Told after every run, one call at a time.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="BenchmarkInputException">A sampler failed.</exception>
    public static async Task<QualityReport> RunAsync(
        QualityPlan plan, TimeProvider clock, Action<QualityProgress> progress, CancellationToken cancellationToken)
    {
        Control.UseSingleThread(); // Linear algebra must not use the cores that other runs are timed on.
        var (measuredAt, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        var ended = new ConcurrentDictionary<(QualityJob Job, int Seed), EndedRun>();
        var told = new Lock();
        var isComplete = true;
        // Job by job, so that an interruption leaves whole jobs rather than a bit of each.
        var runs = plan.Planned.SelectMany(p => p.Jobs)
            .SelectMany(_ => Enumerable.Range(0, plan.Request.Seeds), (job, seed) => (Job: job, Seed: seed));
        var parallelism = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.Request.Cores ?? Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        try
        {
            await Parallel.ForEachAsync(runs, parallelism, (run, token) =>
            {
                var began = clock.GetTimestamp();
                var (planned, suite) = (run.Job.Planned, run.Job.Planned.Suite);
                var row = Run.Row(
                    run.Job.Function, run.Job.Sampler, run.Seed, suite.Batch, suite.Measure, planned.Trials, suite.IsPaid, token);
                lock (told)
                {
                    ended[run] = new EndedRun(row, clock.GetElapsedTime(began).TotalSeconds);
                    progress(ProgressAfter(run.Job, plan, ended));
                }

                return ValueTask.CompletedTask;
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isComplete = false;
        }

        return new QualityReport
        {
            MeasuredAt = measuredAt,
            Seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1),
            IsComplete = isComplete,
            Machine = Machine.Here(),
            Seeds = plan.Request.Seeds,
            Samplers = [
                .. plan.Planned.SelectMany(p => p.Samplers)
                    .DistinctBy(s => s.Label).Select(s => new SamplerReport(s.Label, s.Spec))],
            PeersAbout = plan.Peers.About,
            PeersSha256 = plan.Peers.Sha256,
            Remarks = plan.Remarks,
            Suites = [.. plan.Planned.Select(planned => SuiteJudge.Judge(planned, plan, ended)).Where(suite => suite.Runs.Count > 0)],
        };
    }

    private static QualityProgress ProgressAfter(
        QualityJob job, QualityPlan plan, IReadOnlyDictionary<(QualityJob Job, int Seed), EndedRun> ended)
    {
        var ofJob = Enumerable.Range(0, plan.Request.Seeds)
            .Select(seed => ended.GetValueOrDefault((job, seed))).OfType<EndedRun>().ToArray();
        var isOver = ofJob.Length == plan.Request.Seeds;
        return new QualityProgress(
            ended.Count, plan.RunCount, isOver
                ? $"{job.Planned.Suite.Name}: {job.Sampler.Label} on {job.Function.Name}"
                : null, isOver ? ofJob.Sum(r => r.Seconds) : 0);
    }
}
