namespace Serverless.Tuner.Contracts;

/// <summary>An empirical distribution function, in columns of equal length.</summary>
public sealed record EdfView
{
    /// <summary>Values, ascending.</summary>
    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>The share of the complete trials whose value is at most that, 0 to 1.</summary>
    public required IReadOnlyList<double> Share { get; init; }
}
