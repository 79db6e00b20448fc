using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Collects how long advances take from the histogram that the app publishes.</summary>
internal sealed class AdvanceDurations : IDisposable
{
    private const string Instrument = "tuner.activity.duration";
    private const string Function = "AdvanceStudy";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<double> _durations = new();

    public AdvanceDurations()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == Instrument) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, duration, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag is { Key: "function", Value: Function }) _durations.Enqueue(duration);
        });
        _listener.Start();
    }

    /// <summary>Forgets what was collected.</summary>
    public void Clear() => _durations.Clear();

    /// <summary>The duration in milliseconds that a share of the advances stays within (nearest rank); NaN when there were none.</summary>
    public double Quantile(double share) => Quantiles.Of(_durations, share);

    public void Dispose() => _listener.Dispose();
}
