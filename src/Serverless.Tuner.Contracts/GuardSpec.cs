using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>A bound on a metric that the objective returns beside its value;
/// at least one of <see cref="Min"/> and <see cref="Max"/> is given.</summary>
public sealed record GuardSpec
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>The least that it may be.</summary>
    public double? Min { get; init; }

    /// <summary>The most that it may be.</summary>
    public double? Max { get; init; }

    /// <summary>
    /// What is left of the value when the bound is broken: each value is made worse by (1 − penalty) of its magnitude, which counts as
    /// 0.01 at least. Null makes the bound a constraint instead: a trial that breaks it is infeasible and is never the best.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? Penalty { get; init; }
}
