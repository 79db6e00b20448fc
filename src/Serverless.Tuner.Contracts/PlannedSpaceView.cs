namespace Serverless.Tuner.Contracts;

/// <summary>How large a search space is.</summary>
public sealed record PlannedSpaceView
{
    /// <summary>How many parameters have more than one value.</summary>
    public int Parameters { get; init; }

    /// <summary>How many points there are; null where they are infinitely many, not counted, or not known beforehand.</summary>
    public long? Points { get; init; }

    /// <summary>The same in words.</summary>
    public required string Size { get; init; }
}
