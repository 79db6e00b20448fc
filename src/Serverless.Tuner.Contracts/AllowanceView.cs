namespace Serverless.Tuner.Contracts;

/// <summary>What a key may spend, and on what it is spent, in US dollars.</summary>
public sealed record AllowanceView
{
    /// <summary>What the key may spend in all.</summary>
    public required decimal TotalUsd { get; init; }

    /// <summary>What studies that have ended cost.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>What is left for further studies; below zero when reported costs exceeded a study's limit.</summary>
    public required decimal LeftUsd { get; init; }

    /// <summary>What is taken for studies that have not ended.</summary>
    public required IReadOnlyList<AllowanceStudyView> Studies { get; init; }
}
