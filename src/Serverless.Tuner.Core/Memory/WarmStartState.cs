namespace Serverless.Tuner.Core.Memory;

/// <summary>A study's warm start, as its row holds it: found out once, when the study is created.</summary>
public sealed record WarmStartState
{
    /// <summary>The studies that it learns from, the most similar first.</summary>
    public required IReadOnlyList<SimilarStudyView> From { get; init; }

    /// <summary>How many of their best points it was given.</summary>
    public int Points { get; init; }

    /// <summary>How many of them still wait: they are the first of the study's queue.</summary>
    public int Waiting { get; init; }

    /// <summary>Of which studies those are that wait, in the order of the queue; null where a version before this one has not kept it.
    /// </summary>
    public IReadOnlyList<WarmPoint>? WaitingOf { get; init; }

    /// <summary>The trials of those that do not, by number.</summary>
    public IReadOnlyList<int> Trials { get; init; } = [];

    /// <summary>The narrower ranges to which the sampler keeps; null where it searches all of the space.</summary>
    public IReadOnlyList<ParameterSpec>? Learned { get; init; }

    /// <summary>Whether there are trials for the sampler to learn from, in a row of their own.</summary>
    public bool HasTrials { get; init; }

    /// <summary>The place of the best warm point among the complete trials, from 1.</summary>
    public int? BestRank { get; init; }

    /// <summary>By how much it is better than the best of as many first points of the sampler's own.</summary>
    public double? Gain { get; init; }
}
