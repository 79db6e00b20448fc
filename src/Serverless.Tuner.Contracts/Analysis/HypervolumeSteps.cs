namespace Serverless.Tuner.Contracts;

/// <summary>The hypervolume after trials that added to it.</summary>
public sealed record HypervolumeSteps
{
    /// <summary>The trials.</summary>
    public required IReadOnlyList<int> Number { get; init; }

    /// <summary>The hypervolume after each.</summary>
    public required IReadOnlyList<double> Hypervolume { get; init; }
}
