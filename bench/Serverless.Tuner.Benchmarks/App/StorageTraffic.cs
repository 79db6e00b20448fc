using System.Diagnostics.Metrics;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Counts the requests that this process makes to a storage, each retry as one, whoever in it makes them: the app, or the engine
/// that keeps its histories there.</summary>
internal sealed class StorageTraffic : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly AzuritePorts _ports;
    private long _tables;
    private long _blobs;
    private long _queues;

    public StorageTraffic(AzuritePorts ports)
    {
        _ports = ports;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(tags));
        _listener.Start();
    }

    /// <summary>To tables, so far.</summary>
    public long Tables => Interlocked.Read(ref _tables);

    /// <summary>To tables, blobs and queues, so far.</summary>
    public long All => Tables + Interlocked.Read(ref _blobs) + Interlocked.Read(ref _queues);

    public void Dispose() => _listener.Dispose();

    private void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is not { Key: "server.port", Value: int port }) continue;
            if (port == _ports.Table) Interlocked.Increment(ref _tables);
            else if (port == _ports.Blob) Interlocked.Increment(ref _blobs);
            else if (port == _ports.Queue) Interlocked.Increment(ref _queues);
        }
    }
}
