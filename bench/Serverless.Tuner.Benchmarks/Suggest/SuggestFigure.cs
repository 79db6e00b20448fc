namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>What one suggestion costs.</summary>
public sealed record SuggestFigure
{
    /// <summary>The sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>How many trials the history has, give or take a twentieth: it grows while it is measured.</summary>
    public required int Trials { get; init; }

    /// <summary>How many floats a point has.</summary>
    public required int Parameters { get; init; }

    /// <summary>The median time of telling one trial and suggesting the next, on one core.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The mean of these times: more than the median where a sampler
    /// computes ahead for many suggestions, or takes turns between models.</summary>
    public required double MeanMilliseconds { get; init; }

    /// <summary>The median time of a new sampler's first suggestion on the whole history, as after a restart; null for a peer.</summary>
    public double? FirstMilliseconds { get; init; }

    /// <summary>The bytes that are kept of a trial beside its parameters; null for a peer.</summary>
    public double? KeptBytes { get; init; }

    /// <summary>The median of the bytes allocated meanwhile; null for a peer.</summary>
    public double? Bytes { get; init; }

    /// <summary>How many suggestions were timed; null for a peer.</summary>
    public int? Suggestions { get; init; }

    /// <summary>The peer's version; null for ours.</summary>
    public string? Version { get; init; }
}
