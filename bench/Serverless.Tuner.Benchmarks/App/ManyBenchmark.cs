using System.Diagnostics;
using System.Text.Json;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Measures a server on which many studies run at once and somebody
/// looks at the list of them all the time, on an Azurite of its own.</summary>
internal static class ManyBenchmark
{
    private const int WarmUpTrials = 20;
    private const int StartsAtOnce = 16;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a warm-up, then the measurement.</summary>
    public static async Task<ManyResult> RunAsync(
        CliEnvironment environment, int studies, int trials, int parallelism, CancellationToken cancellationToken)
    {
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        var run = new Run(environment.Clock, server.Client);
        await run.StartAsync("warm-up", WarmUpTrials, parallelism, cancellationToken);
        await run.UntilEndedAsync(1, cancellationToken);
        await server.Client.DeleteStudyAsync("warm-up", cancellationToken);

        run = new Run(environment.Clock, server.Client);
        var (requestsBefore, start) = (server.Requests, environment.Clock.GetTimestamp());
        var starting = Parallel.ForAsync(
            0, studies, new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => await run.StartAsync($"many-{i:D4}", trials, parallelism, token));
        var ended = await run.UntilEndedAsync(studies, cancellationToken);
        await starting;
        var seconds = environment.Clock.GetElapsedTime(start).TotalSeconds;
        if (ended.Sum(s => s.Counts.Complete) is var complete && complete != studies * trials)
            throw new CliException(
                $"Only {complete} of {studies * trials} trials were complete: nothing was measured.", ExitCode.NoCompleteTrial);
        return new ManyResult
        {
            Studies = studies,
            Trials = trials,
            Seconds = Math.Round(seconds, 1),
            RequestsPerTrial = Math.Round((server.Requests - requestsBefore) / (double)(studies * trials), 2),
            Lists = run.Lists.Count,
            ListP50Ms = Math.Round(Quantiles.Of(run.Lists, 0.5), 1),
            ListP99Ms = Math.Round(Quantiles.Of(run.Lists, 0.99), 1),
            ListSlowestMs = Math.Round(Quantiles.Of(run.Lists, 1), 1),
            MemoryMb = Math.Round(run.MostMemory / 1e6, 1),
        };
    }

    /// <summary>One measurement: its studies, and who looks at them.</summary>
    private sealed class Run(TimeProvider clock, TunerClient client)
    {
        /// <summary>How long each page took, in milliseconds.</summary>
        public List<double> Lists { get; } = [];

        public long MostMemory { get; private set; }

        public Task StartAsync(string name, int trials, int parallelism, CancellationToken cancellationToken) =>
            client.StartStudyAsync(JsonSerializer.Serialize(new { name, objective = "no-op", trials, parallelism }), cancellationToken);

        /// <summary>Looks at the list, page after page and again, until so many studies have ended.</summary>
        public async Task<IReadOnlyList<StudySummary>> UntilEndedAsync(int studies, CancellationToken cancellationToken)
        {
            while (true)
            {
                var all = await ListAsync(cancellationToken);
                if (all.Count(s => s.State == StudyState.Ended) == studies) return all;
                await Task.Delay(PollInterval, clock, cancellationToken);
            }
        }

        private async Task<IReadOnlyList<StudySummary>> ListAsync(CancellationToken cancellationToken)
        {
            var all = new List<StudySummary>();
            string? after = null;
            do
            {
                var start = clock.GetTimestamp();
                var page = await client.ListStudiesAsync(after, limit: null, cancellationToken);
                Lists.Add(clock.GetElapsedTime(start).TotalMilliseconds);
                all.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);

            using var process = Process.GetCurrentProcess();
            MostMemory = Math.Max(MostMemory, process.WorkingSet64);
            return all;
        }
    }
}
