using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>What a study learns from studies before it: either the most similar ones, or those named.</summary>
public sealed record WarmStartSpec
{
    /// <summary>Whether it learns from the most similar studies of the memory.</summary>
    public bool Similar { get; init; }

    /// <summary>How similar they must be, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; } = 0.6;

    /// <summary>How many of them at most.</summary>
    [Range(1, 10)]
    public int Max { get; init; } = 5;

    /// <summary>The names of the studies that it learns from, up to 10; null where it takes similar ones.</summary>
    public IReadOnlyList<string>? From { get; init; }

    /// <summary>Where its sampler searches; points that are enqueued may be anywhere in the search space.</summary>
    public WarmStartSpace Space { get; init; }
}
