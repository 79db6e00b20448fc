namespace Serverless.Tuner.Contracts;

/// <summary>Complete trials in columns of equal length, by number.</summary>
public sealed record ParetoPoints
{
    /// <summary>Their numbers.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>For each value a column.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Values { get; init; }

    /// <summary>Whether each trial meets its constraints.</summary>
    public required IReadOnlyList<bool> Feasible { get; init; }

    /// <summary>Whether each is on the front.</summary>
    public required IReadOnlyList<bool> Front { get; init; }
}
