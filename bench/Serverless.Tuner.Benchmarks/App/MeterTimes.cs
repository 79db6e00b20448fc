using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Collects times from a histogram that the app publishes, in milliseconds.</summary>
internal sealed class MeterTimes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<double> _times = new();

    private MeterTimes(string histogram, double factor, string? function)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == histogram) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, time, tags, _) =>
        {
            if (function is null || Has(tags, function)) _times.Enqueue(time * factor);
        });
        _listener.Start();
    }

    /// <summary>Of advances: tell, suggest, and the transaction.</summary>
    public static MeterTimes OfAdvances() => new("tuner.activity.duration", 1, "AdvanceStudy");

    /// <summary>Of evaluations: the claim, the objective, and the outcome's recording.</summary>
    public static MeterTimes OfEvaluations() => new("tuner.activity.duration", 1, "EvaluateTrial");

    /// <summary>Of the search for the point of one trial.</summary>
    public static MeterTimes OfSuggestions() => new("tuner.suggest.duration", 1_000, function: null);

    /// <summary>What was collected since the last time, which is forgotten.</summary>
    public IReadOnlyList<double> Take()
    {
        var taken = new List<double>();
        while (_times.TryDequeue(out var time)) taken.Add(time);
        return taken;
    }

    public void Dispose() => _listener.Dispose();

    private static bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags, string function)
    {
        foreach (var tag in tags)
            if (tag is { Key: "function", Value: string name } && name == function) return true;
        return false;
    }
}
