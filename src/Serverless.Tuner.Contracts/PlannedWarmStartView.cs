namespace Serverless.Tuner.Contracts;

/// <summary>What a study would learn from studies before it.</summary>
public sealed record PlannedWarmStartView
{
    /// <summary>The studies, the most similar first.</summary>
    public required IReadOnlyList<SimilarStudyView> From { get; init; }

    /// <summary>The points that it would try first.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Points { get; init; }

    /// <summary>The ranges and choices to which its sampler would keep; null where it searches all of its space.</summary>
    public IReadOnlyList<ParameterSpec>? Learned { get; init; }
}
