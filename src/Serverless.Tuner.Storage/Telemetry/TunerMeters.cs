using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Storage.Blobs;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>What the tuner counts. No attribute names a study or a trial: each has a handful of values at most.</summary>
public static class TunerMeters
{
    internal const string SamplerTag = "sampler";
    internal const string StateTag = "state";

    private static readonly Meter Meter = new(TunerTelemetry.Name);

    /// <summary>Trials that were told to their studies.</summary>
    internal static Counter<long> Trials { get; } = Meter.CreateCounter<long>(
        "tuner.trials", "{trial}", "Trials that have ended and were counted, by sampler and state.");

    /// <summary>How long the sampler took for the point of one trial.</summary>
    internal static Histogram<double> SuggestDuration { get; } = Meter.CreateHistogram(
        "tuner.suggest.duration", "s", "How long it took to suggest the parameters of a trial; the first of an advance has the fit, too.",
        tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] });

    /// <summary>What ended trials cost.</summary>
    internal static Counter<double> Spend { get; } = Meter.CreateCounter<double>(
        "tuner.spend.usd", "{USD}", "What the trials cost that have ended and were counted, by sampler.");

    /// <summary>Requests to the storage account.</summary>
    internal static Counter<long> StorageRequests { get; } = Meter.CreateCounter<long>(
        "tuner.storage.requests", "{request}", "Requests to tables and blobs, each retry as one, by service and method.");

    /// <summary>What studies may still spend.</summary>
    internal static ObservableGauge<double> BudgetRemaining { get; } = Meter.CreateObservableGauge(
        "tuner.budget.remaining", BudgetsSeen.Observe, "{USD}",
        "What the running studies with a limit that this process advanced may still set aside, in all.");

    private static UpDownCounter<long> TrialsRunning { get; } = Meter.CreateUpDownCounter<long>(
        "tuner.trials.running", "{trial}", "Trials that this process is evaluating.");

    /// <summary>Counts a trial among those that this process is evaluating.</summary>
    /// <returns>Counts it out when it is disposed of; null when nobody wants to know.</returns>
    public static IDisposable? CountRunning() => TrialsRunning.Enabled ? new Running() : null;

    /// <summary>Has the requests of a client of Table Storage counted, each retry as one.</summary>
    /// <param name="options">The client's options.</param>
    public static void CountRequests(TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddPolicy(new StorageRequests("table"), HttpPipelinePosition.PerRetry);
    }

    /// <summary>Has the requests of a client of Blob Storage counted, each retry as one.</summary>
    /// <param name="options">The client's options.</param>
    public static void CountRequests(BlobClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddPolicy(new StorageRequests("blob"), HttpPipelinePosition.PerRetry);
    }

    private sealed class Running : IDisposable
    {
        public Running() => TrialsRunning.Add(1);

        public void Dispose() => TrialsRunning.Add(-1);
    }
}
