namespace Serverless.Tuner.Contracts;

/// <summary>Trials that have ended, in columns of equal length, by number.</summary>
public sealed record HistoryPoints
{
    /// <summary>Their numbers.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>Their values; of a pruned trial the last one it reported; null where there is none.</summary>
    public required IReadOnlyList<double?> Value { get; init; }

    /// <summary>Their states.</summary>
    public required IReadOnlyList<TrialState> State { get; init; }

    /// <summary>When they ended.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }

    /// <summary>What each cost, in US dollars.</summary>
    public required IReadOnlyList<decimal> CostUsd { get; init; }

    /// <summary>What all trials had cost that had ended by then, in US dollars.</summary>
    public required IReadOnlyList<decimal> SpentUsd { get; init; }
}
