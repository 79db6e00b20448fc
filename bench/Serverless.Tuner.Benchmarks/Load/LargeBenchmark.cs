using System.Diagnostics;
using System.Text.Json;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>Measures one study of very many trials, eight at once, from start to end: what grows with it shows.</summary>
internal sealed class LargeBenchmark(BenchServer server, TimeProvider clock, int trials) : IDisposable
{
    private const string Name = "large";
    private const int Parallelism = 8;
    private const int LongestPart = 10_000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly double[] s_unit = [0, 1];

    private readonly MeterTimes _advances = MeterTimes.OfAdvances();
    private readonly MeterTimes _suggestions = MeterTimes.OfSuggestions();
    private readonly ApiCalls _calls = new(clock);
    private readonly List<LargePart> _parts = [];
    private (int Trials, long Requests, long Time, TimeSpan Processor) _last;

    /// <summary>Runs it; <paramref name="progress"/> hears of each stretch.</summary>
    public static async Task<LargeResult> RunAsync(
        CliEnvironment environment, int trials, string sampler, Action<LargePart> progress, CancellationToken cancellationToken)
    {
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        using var benchmark = new LargeBenchmark(server, environment.Clock, trials);
        return await benchmark.MeasureAsync(sampler, progress, cancellationToken);
    }

    public void Dispose()
    {
        _advances.Dispose();
        _suggestions.Dispose();
    }

    private async Task<LargeResult> MeasureAsync(string sampler, Action<LargePart> progress, CancellationToken cancellationToken)
    {
        _last = (0, server.Requests, clock.GetTimestamp(), Processor());
        var study = await server.Client.StartStudyAsync(File(sampler), cancellationToken);
        var part = Math.Max(1, Math.Min(LongestPart, trials / 10));
        while (study.State != StudyState.Ended)
        {
            await Task.Delay(PollInterval, clock, cancellationToken);
            study = await _calls.TimeAsync("study", () => server.Client.GetStudyAsync(Name, cancellationToken)) ?? study;
            var ended = study.Counts.Complete + study.Counts.Failed + study.Counts.Pruned;
            if (ended > _last.Trials && (ended - _last.Trials >= part || study.State == StudyState.Ended)) progress(Add(ended));
        }

        var start = clock.GetTimestamp();
        await server.Client.GetResultAsync(Name, cancellationToken: cancellationToken);
        return new LargeResult
        {
            Trials = trials,
            Seconds = Math.Round((study.EndedAt!.Value - study.CreatedAt).TotalSeconds, 1),
            Failed = study.Counts.Failed,
            MemoryMb = PeakMemory.Mb(),
            Look = LoadTimes.Of(_calls.All.Single().Times),
            ResultMs = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1),
            Parts = _parts,
        };
    }

    private LargePart Add(int ended)
    {
        var (now, requests, processor) = (clock.GetTimestamp(), server.Requests, Processor());
        var count = (double)(ended - _last.Trials);
        var (suggestions, advances) = (_suggestions.Take(), _advances.Take());
        using var process = Process.GetCurrentProcess();
        var part = new LargePart(
            ended, Math.Round(count / clock.GetElapsedTime(_last.Time, now).TotalSeconds, 1),
            Math.Round((requests - _last.Requests) / count, 2), Rounded(suggestions, 0.5), Rounded(suggestions, 0.99),
            Rounded(advances, 0.5), Rounded(advances, 0.99), Math.Round((processor - _last.Processor).TotalMilliseconds / count, 3),
            Math.Round(GC.GetTotalMemory(forceFullCollection: true) / 1e6, 1), PeakMemory.NowMb(process));
        // The collection is no part of the next stretch.
        _last = (ended, requests, clock.GetTimestamp(), Processor());
        _parts.Add(part);
        return part;
    }

    private static double Rounded(IReadOnlyList<double> times, double share) => Math.Round(Quantiles.Of(times, share), 2);

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private string File(string sampler) => JsonSerializer.Serialize(new
    {
        name = Name,
        objective = "no-op",
        trials,
        parallelism = Parallelism,
        sampler,
        searchSpace = Enumerable.Range(0, 4).ToDictionary(i => $"x{i}", _ => s_unit),
    });
}
