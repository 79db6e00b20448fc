using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>One trial.</summary>
public sealed record TrialView
{
    /// <summary>Its number in the study, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>The suggested parameters; conditional ones that do not apply are absent.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>Its values, one for each direction; for a pruned trial the last one reported, if any.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The last step that it reported, if any.</summary>
    public int? LastStep { get; init; }

    /// <summary>Values of the spec's constraints by name; feasible when each is ≤ 0.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>What the objective measured beside its values, by name.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Whether its point was asked for (defaults, enqueued) rather than suggested by the sampler.</summary>
    public bool Enqueued { get; init; }

    /// <summary>Whether it is hidden from the sampler's model and from the best.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Hidden { get; init; }

    /// <summary>What all its attempts cost in US dollars.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>How many times its evaluation was started.</summary>
    public int Attempt { get; init; }

    /// <summary>What the worker that was last given it calls itself, where it said so.</summary>
    public string? Worker { get; init; }

    /// <summary>The identifier of its run on the MLflow server; null where it has none.</summary>
    public string? MlflowRunId { get; init; }

    /// <summary>Why it was pruned or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was suggested (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last attempt started (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long its last attempt took, in seconds; of one that runs, how long it has shown signs of life; null while it
    /// waits, and when it was never evaluated.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Intermediate values by step; only where one trial is asked for.</summary>
    public IReadOnlyList<ReportView>? Reports { get; init; }

    /// <summary>What the objective noted about the trial.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
