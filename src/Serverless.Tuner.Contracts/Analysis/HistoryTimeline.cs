namespace Serverless.Tuner.Contracts;

/// <summary>When trials ran, in columns of equal length, by number: the newest and the best ones.</summary>
public sealed record HistoryTimeline
{
    /// <summary>Their numbers.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>Their states.</summary>
    public required IReadOnlyList<TrialState> State { get; init; }

    /// <summary>When the last attempt of each began.</summary>
    public required IReadOnlyList<double> Start { get; init; }

    /// <summary>When each ended; null for one that runs.</summary>
    public required IReadOnlyList<double?> End { get; init; }
}
