using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>Times our samplers.</summary>
internal static class SuggestTimer
{
    private const int FewestSuggestions = 20;
    private const int WarmUpSuggestions = 2;
    private const int FirstSuggestions = 5;

    /// <summary>A history may grow by a twentieth before a new one is made.</summary>
    private const int GrowthDivisor = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(1.5);

    /// <summary>Tells one trial and suggests the next, many times; the medians.</summary>
    public static SuggestFigure Measure(SuggestCase @case, SamplerChoice choice, TimeProvider clock, CancellationToken cancellationToken)
    {
        Direction[] one = [Direction.Minimize];
        Direction[] directions = choice.Refusal(@case.Space, one) is null ? one : [Direction.Minimize, Direction.Minimize];
        _ = Sample(@case, choice, directions, clock, WarmUp, fewest: 1, cancellationToken); // So that the compiler has done what it can.
        var first = new List<double>();
        var samples = Sample(@case, choice, directions, clock, Measured, FewestSuggestions, cancellationToken);
        for (var i = 0; i < FirstSuggestions; i++)
        {
            var history = @case.History(directions);
            var began = clock.GetTimestamp();
            _ = choice.Create().Prepare(history).Suggest(@case.Trials);
            first.Add(clock.GetElapsedTime(began).TotalMilliseconds);
        }

        return new SuggestFigure
        {
            Sampler = choice.Label,
            Trials = @case.Trials,
            Parameters = @case.Parameters,
            Milliseconds = Quartiles.Of(samples.Select(s => s.Time.TotalMilliseconds)).Median,
            MeanMilliseconds = samples.Average(s => s.Time.TotalMilliseconds),
            FirstMilliseconds = Quartiles.Of(first).Median,
            KeptBytes = KeptOf(@case, choice, directions),
            Bytes = Quartiles.Of(samples.Select(s => (double)s.Bytes)).Median,
            Suggestions = samples.Count,
        };
    }

    private static List<(TimeSpan Time, long Bytes)> Sample(
        SuggestCase @case, SamplerChoice choice,
        Direction[] directions, TimeProvider clock, TimeSpan atLeast, int fewest, CancellationToken cancellationToken)
    {
        var samples = new List<(TimeSpan Time, long Bytes)>();
        var start = clock.GetTimestamp();
        while (samples.Count < fewest || clock.GetElapsedTime(start) < atLeast)
        {
            var history = @case.History(directions);
            var sampler = choice.Create();
            var point = sampler.Prepare(history).Suggest(@case.Trials);
            for (var i = 0; i < WarmUpSuggestions + Math.Max(1, @case.Trials / GrowthDivisor); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var told = SuggestCase.Told(@case.Trials + i, point, directions.Length);
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var began = clock.GetTimestamp();
                history.Set(told);
                point = sampler.Prepare(history).Suggest(told.Number + 1);
                var time = clock.GetElapsedTime(began);
                if (i >= WarmUpSuggestions) samples.Add((time, GC.GetAllocatedBytesForCurrentThread() - bytes));
                if (samples.Count >= fewest && clock.GetElapsedTime(start) >= atLeast) break;
            }
        }

        return samples;
    }

    /// <summary>What a history and a sampler that has suggested from it hold of each trial, but for the parameters that it was given.
    /// </summary>
    private static double KeptOf(SuggestCase @case, SamplerChoice choice, Direction[] directions)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var history = @case.History(directions);
        var sampler = choice.Create();
        _ = sampler.Prepare(history).Suggest(@case.Trials);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(sampler);
        GC.KeepAlive(history);
        return (after - before) / (double)@case.Trials;
    }
}
