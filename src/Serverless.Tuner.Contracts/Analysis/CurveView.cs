namespace Serverless.Tuner.Contracts;

/// <summary>The intermediate values of a trial, in columns of equal length.</summary>
public sealed record CurveView
{
    /// <summary>The trial.</summary>
    public required int Number { get; init; }

    /// <summary>Its state.</summary>
    public required TrialState State { get; init; }

    /// <summary>The steps, ascending.</summary>
    public required IReadOnlyList<int> Step { get; init; }

    /// <summary>The value at each; null where it was not finite.</summary>
    public required IReadOnlyList<double?> Value { get; init; }
}
