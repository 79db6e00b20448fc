namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What a peer reached on one function, as it was recorded.</summary>
public sealed record PeerRuns
{
    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>The peer's name.</summary>
    public required string Peer { get; init; }

    /// <summary>After how many trials each column was noted.</summary>
    public required IReadOnlyList<int> Trials { get; init; }

    /// <summary>A row for each of its seeds.</summary>
    public required IReadOnlyList<double[]> Rows { get; init; }
}
