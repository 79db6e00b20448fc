namespace Serverless.Tuner.Contracts;

/// <summary>How similar a study of the memory is.</summary>
public sealed record SimilarStudyView
{
    /// <summary>The study's identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How similar it is, 0 to 1.</summary>
    public double Score { get; init; }

    /// <summary>How the score comes about, in a sentence.</summary>
    public required string Explanation { get; init; }
}
