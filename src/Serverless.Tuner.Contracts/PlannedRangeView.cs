namespace Serverless.Tuner.Contracts;

/// <summary>A figure that is not known exactly.</summary>
public sealed record PlannedRangeView
{
    /// <summary>What it hardly falls below.</summary>
    public double Low { get; init; }

    /// <summary>What is to be expected.</summary>
    public double Expected { get; init; }

    /// <summary>What it hardly exceeds.</summary>
    public double High { get; init; }

    /// <summary>Where it comes from, in words.</summary>
    public required string Source { get; init; }
}
