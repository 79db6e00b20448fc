using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>One of our samplers beside a peer: over all functions of a suite, after one number of trials.</summary>
public sealed record Total
{
    /// <summary>Our sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>The peer.</summary>
    public required string Peer { get; init; }

    /// <summary>After how many trials.</summary>
    public required int Trials { get; init; }

    /// <summary>How many functions are compared.</summary>
    public required int Functions { get; init; }

    /// <summary>On how many of them the peer is better beyond doubt.</summary>
    public required int Losses { get; init; }

    /// <summary>On how many of them ours is better beyond doubt.</summary>
    public required int Wins { get; init; }

    /// <summary>The mean of the functions' probabilities, and how sure it is that it differs from a half.</summary>
    public required RankTest Test { get; init; }
}
