using System.Collections.Concurrent;

namespace Serverless.Tuner.TestKit.Mlflow;

/// <summary>A run that an <see cref="MlflowStub"/> keeps.</summary>
public sealed class MlflowStubRun(string id, string experiment, string name, string artifactUri)
{
    public string Id => id;

    public string Experiment => experiment;

    public string Name => name;

    public string ArtifactUri => artifactUri;

    public long StartTime { get; set; }

    public long? EndTime { get; set; }

    public string Status { get; set; } = "RUNNING";

    public bool IsDeleted { get; set; }

    public ConcurrentDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>What was logged, each value once: as MLflow's database keeps it.</summary>
    public ConcurrentDictionary<(string Key, double Value, long Timestamp, long Step), bool> Metrics { get; } = new();

    /// <summary>The values of a metric by step, of each the latest.</summary>
    public IEnumerable<(long Step, double Value)> History(string key) => Metrics.Keys
        .Where(metric => metric.Key == key)
        .GroupBy(metric => metric.Step)
        .OrderBy(step => step.Key)
        .Select(step => (step.Key, step.MaxBy(metric => (metric.Timestamp, metric.Value)).Value));
}
