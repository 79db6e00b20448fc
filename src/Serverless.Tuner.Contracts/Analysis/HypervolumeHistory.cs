namespace Serverless.Tuner.Contracts;

/// <summary>The hypervolume after trials that added to it, in columns of equal length.</summary>
public sealed record HypervolumeHistory
{
    /// <summary>The trials.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>The hypervolume after each.</summary>
    public required IReadOnlyList<double> Value { get; init; }
}
