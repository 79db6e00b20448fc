using System.ComponentModel.DataAnnotations;

namespace OwnSampler;

/// <summary>What a study file may say of the sampler: <c>{"type": "neighbour", "parents": 5}</c>.</summary>
public sealed record NeighbourOptions
{
    /// <summary>How many of the best points are looked at.</summary>
    [Range(1, 100)]
    public int Parents { get; init; } = 3;

    /// <summary>The share of the trials that are drawn at random.</summary>
    [Range(0.0, 1.0)]
    public double RandomShare { get; init; } = 0.2;
}
