namespace Serverless.Tuner.Contracts;

/// <summary>What a study has learnt from studies before it, and whether it helped.</summary>
public sealed record WarmStartView
{
    /// <summary>The studies that it learns from, the most similar first; empty where none was similar enough.</summary>
    public required IReadOnlyList<SimilarStudyView> From { get; init; }

    /// <summary>How many of their best points it tries.</summary>
    public int Points { get; init; }

    /// <summary>The trials of those points so far, by number.</summary>
    public required IReadOnlyList<int> Trials { get; init; }

    /// <summary>The ranges and choices to which its sampler keeps; null where it searches all of its space.</summary>
    public IReadOnlyList<ParameterSpec>? Learned { get; init; }

    /// <summary>The place of the best of those points among all complete trials so far, from 1; null until one is complete, and with
    /// several directions.</summary>
    public int? BestWarmRank { get; init; }

    /// <summary>By how much the best of those points is better than the best of as many first points of the sampler's own, in the unit of
    /// the value; below 0 where it is worse; null until both are known.</summary>
    public double? Gain { get; init; }
}
