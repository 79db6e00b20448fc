using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>One of our samplers beside a peer: on one function, after one number of trials.</summary>
public sealed record Comparison
{
    /// <summary>Below this p value a difference is taken for one.</summary>
    public const double Level = 0.01;

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>Our sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>The peer.</summary>
    public required string Peer { get; init; }

    /// <summary>After how many trials.</summary>
    public required int Trials { get; init; }

    /// <summary>How many runs of ours there are.</summary>
    public required int OurRuns { get; init; }

    /// <summary>The quartiles of ours.</summary>
    public required Quartiles Ours { get; init; }

    /// <summary>How many runs of theirs there are.</summary>
    public required int TheirRuns { get; init; }

    /// <summary>The quartiles of theirs.</summary>
    public required Quartiles Theirs { get; init; }

    /// <summary>The probability that a run of ours beats a run of theirs, and how sure the difference is.</summary>
    public required RankTest Test { get; init; }

    /// <summary>Whether the peer is better beyond doubt.</summary>
    public bool IsLoss => Test.PValue < Level && Test.WinProbability < 0.5;

    /// <summary>Whether ours is better beyond doubt.</summary>
    public bool IsWin => Test.PValue < Level && Test.WinProbability > 0.5;
}
