using System.Text.Json;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Measures a study that does nothing, over HTTP, on an Azurite of its own.</summary>
internal static class OverheadBenchmark
{
    private const int Parallelism = 8;
    private const int WarmUpTrials = 50;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a warm-up, then the measurement.</summary>
    public static async Task<OverheadResult> RunAsync(CliEnvironment environment, int trials, CancellationToken cancellationToken)
    {
        using var advances = MeterTimes.OfAdvances();
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        await RunStudyAsync(environment.Clock, server.Client, "warm-up", WarmUpTrials, cancellationToken);
        advances.Take();
        var requestsBefore = server.Requests;
        var study = await RunStudyAsync(environment.Clock, server.Client, "overhead", trials, cancellationToken);
        var seconds = (study.EndedAt!.Value - study.CreatedAt).TotalSeconds;
        var times = advances.Take();
        return new OverheadResult
        {
            Trials = trials,
            Parallelism = Parallelism,
            Seconds = Math.Round(seconds, 3),
            TrialsPerSecond = Math.Round(trials / seconds, 2),
            RequestsPerTrial = Math.Round((server.Requests - requestsBefore) / (double)trials, 3),
            AdvanceP50Ms = Math.Round(Quantiles.Of(times, 0.5), 2),
            AdvanceP99Ms = Math.Round(Quantiles.Of(times, 0.99), 2),
        };
    }

    private static async Task<StudyView> RunStudyAsync(
        TimeProvider clock, TunerClient client, string name, int trials, CancellationToken cancellationToken)
    {
        var file = JsonSerializer.Serialize(new { name, objective = "no-op", trials, parallelism = Parallelism });
        var study = await client.StartStudyAsync(file, cancellationToken);
        while (study.State != StudyState.Ended)
        {
            await Task.Delay(PollInterval, clock, cancellationToken);
            study = await client.GetStudyAsync(name, cancellationToken);
        }

        return study.Counts.Complete == trials
            ? study
            : throw new CliException(
                $"Only {study.Counts.Complete} of {trials} trials were complete: nothing was measured.", ExitCode.NoCompleteTrial);
    }
}
