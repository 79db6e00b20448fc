namespace Serverless.Tuner.Contracts;

/// <summary>What an endpoint tells of a trial that it has evaluated: in its answer, or in a call-back.</summary>
public sealed record OutcomeRequest
{
    /// <summary>The value, of a study with one direction.</summary>
    public double? Value { get; init; }

    /// <summary>The values, one for each direction.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>What else was measured, by name.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Values of the constraints, by name.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What it has cost, in US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Why there is no value: the attempt has failed.</summary>
    public string? Error { get; init; }
}

/// <summary>What an endpoint reports of a trial that it evaluates: one intermediate value, or several.</summary>
public sealed record CallbackReportRequest
{
    /// <summary>The step, from 0.</summary>
    public int? Step { get; init; }

    /// <summary>The value at that step.</summary>
    public double? Value { get; init; }

    /// <summary>The value of each direction at that step, in place of one.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>What the attempt has cost so far, in US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Several, in place of one; at most 1,000.</summary>
    public IReadOnlyList<CallbackReportRequest>? Reports { get; init; }
}
