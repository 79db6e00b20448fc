namespace Serverless.Tuner.Contracts;

/// <summary>A trial that ended elsewhere.</summary>
public sealed record ImportTrial
{
    /// <summary>How it ended: <c>complete</c>, <c>pruned</c> or <c>failed</c>.</summary>
    public required TrialState State { get; init; }

    /// <summary>Its parameters, each a value of the study's space; it may lack some.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>Its values: one for each direction of a complete trial, at most one of a pruned one, none of a failed one.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Why it was pruned or failed; cut at 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Intermediate values by ascending step, up to 8,000.</summary>
    public IReadOnlyList<ReportView>? Reports { get; init; }

    /// <summary>Values of the study's constraints by name; a complete trial has each.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>What else was measured, by name.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Notes about it.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What it cost in US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>When it was suggested (UTC), from 1970 on; when it started, where that is not said.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
