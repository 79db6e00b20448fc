namespace Serverless.Tuner.Contracts;

/// <summary>Trials in columns of equal length, by number.</summary>
public sealed record ScatterTrials
{
    /// <summary>Their numbers.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>Their values; null where a trial has none.</summary>
    public required IReadOnlyList<double?> Value { get; init; }

    /// <summary>Their states.</summary>
    public required IReadOnlyList<TrialState> State { get; init; }

    /// <summary>Whether a trial is the best one; with several directions, whether it is on the Pareto front.</summary>
    public required IReadOnlyList<bool> Best { get; init; }

    /// <summary>A column for each parameter; null where a trial does not have it, and where null is its value: see
    /// <see cref="Absent"/>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>> Parameters { get; init; }

    /// <summary>For each parameter that is null in some trial, the places in its column where a trial does not have it, as where its
    /// condition is not met; in the column of any other parameter every null says that. Null where no parameter is null.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>>? Absent { get; init; }
}
