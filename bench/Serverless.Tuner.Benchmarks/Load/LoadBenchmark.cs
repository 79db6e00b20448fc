using System.Text.Json;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>Measures a server on which many studies run at once while somebody looks at them all the time, on an Azurite of its own. Their
/// trials do nothing: what is measured is the tuner.</summary>
internal sealed class LoadBenchmark(BenchServer server, TimeProvider clock, LoadRequest request)
{
    private const int WarmUpTrials = 20;
    private const int StartsAtOnce = 16;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ApiCalls _calls = new(clock);

    /// <summary>Runs a warm-up, then the measurement.</summary>
    public static async Task<LoadResult> RunAsync(CliEnvironment environment, LoadRequest request, CancellationToken cancellationToken)
    {
        await using var server = await BenchServer.StartAsync(environment, cancellationToken, request.Engine);
        var warmUp = request with { Studies = 1, Trials = WarmUpTrials };
        await new LoadBenchmark(server, environment.Clock, warmUp).MeasureAsync(cancellationToken);
        await server.Client.DeleteStudyAsync(Name(0), cancellationToken);
        return await new LoadBenchmark(server, environment.Clock, request).MeasureAsync(cancellationToken);
    }

    private static string Name(int study) => $"load-{study:D4}";

    private async Task<LoadResult> MeasureAsync(CancellationToken cancellationToken)
    {
        using var advances = MeterTimes.OfAdvances();
        using var evaluations = MeterTimes.OfEvaluations();
        var (tables, all, start) = (server.Requests, server.AllRequests, clock.GetTimestamp());
        var starting = Parallel.ForAsync(
            0, request.Studies, new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => await StartAsync(Name(i), token));
        var ended = await UntilEndedAsync(cancellationToken);
        await starting;
        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        (tables, all) = (server.Requests - tables, server.AllRequests - all);
        var trials = request.Studies * (double)request.Trials;
        var history = request.Engine == Engine.AzureStorage
            ? await HubHistory.ReadAsync(server.Storage, cancellationToken)
            : default;
        return new LoadResult
        {
            Studies = request.Studies,
            Trials = request.Trials,
            Seconds = Math.Round(seconds, 1),
            TrialsPerSecond = Math.Round(trials / seconds, 1),
            Errors = _calls.Errors + ended.Sum(s => s.Counts.Failed) + ended.Count(s => s.Counts.Complete != request.Trials),
            RequestsPerTrial = Math.Round(tables / trials, 2),
            AllRequestsPerTrial = Math.Round(all / trials, 2),
            HistoryBytesPerTrial = Math.Round(history.Bytes / trials),
            HistoryRowsPerTrial = Math.Round(history.Rows / trials, 1),
            MemoryMb = PeakMemory.Mb(),
            Times = _calls.All.Append(("advance", advances.Take())).Append(("evaluate", evaluations.Take()))
                .Append(("turn", await TurnsAsync(cancellationToken)))
                .ToDictionary(t => t.Item1, t => LoadTimes.Of(t.Item2)),
        };
    }

    private Task StartAsync(string name, CancellationToken cancellationToken)
    {
        var file = JsonSerializer.Serialize(new { name, objective = "no-op", request.Trials, request.Parallelism }, TunerJson.Options);
        return _calls.TimeAsync("POST studies", () => server.Client.StartStudyAsync(file, cancellationToken));
    }

    /// <summary>Looks at the list, at a study and at its trials, again and again, until all have ended.</summary>
    private async Task<IReadOnlyList<StudySummary>> UntilEndedAsync(CancellationToken cancellationToken)
    {
        for (var look = 0; ; look++)
        {
            var all = await ListAsync(cancellationToken);
            if (all.Count(s => s.State == StudyState.Ended) == request.Studies) return all;
            if (all.Count > 0)
            {
                var name = all[look % all.Count].Name;
                await _calls.TimeAsync("GET study", () => server.Client.GetStudyAsync(name, cancellationToken));
                await _calls.TimeAsync(
                    "GET trials", () => server.Client.ListTrialsAsync(name, after: null, limit: 100, state: null, cancellationToken));
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StudySummary>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<StudySummary>();
        string? after = null;
        do
        {
            var page = await _calls.TimeAsync("GET studies", () => server.Client.ListStudiesAsync(after, limit: null, cancellationToken));
            all.AddRange(page?.Items ?? []);
            after = page?.Next;
        }
        while (after is not null);
        return all;
    }

    /// <summary>How long each slot was taken for one trial: to the start of the next one that took it.</summary>
    private async Task<IReadOnlyList<double>> TurnsAsync(CancellationToken cancellationToken)
    {
        var turns = new List<double>();
        for (var study = 0; study < request.Studies; study++)
        {
            var trials = await server.Client.ListTrialsAsync(Name(study), cancellationToken: cancellationToken)
                .ToListAsync(cancellationToken);
            DateTimeOffset[] starts = [.. trials.Select(t => t.StartedAt).OfType<DateTimeOffset>().Order()];
            turns.AddRange(starts.Zip(starts.Skip(request.Parallelism), (from, to) => (to - from).TotalMilliseconds));
        }

        return turns;
    }
}
