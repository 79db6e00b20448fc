namespace Serverless.Tuner.Contracts;

/// <summary>The trials that were the best one when they ended, in columns of equal length, in the order in which they ended.</summary>
public sealed record BestSteps
{
    /// <summary>Their numbers.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>Their values.</summary>
    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>When they ended.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }

    /// <summary>What the study had spent by then, in US dollars.</summary>
    public required IReadOnlyList<decimal> SpentUsd { get; init; }
}
