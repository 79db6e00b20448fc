using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>Functions that are run and judged the same way.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="About">What is done, in a line.</param>
/// <param name="Functions">The functions.</param>
/// <param name="Trials">After how many trials runs are compared; the last one is a run's length.</param>
/// <param name="Measure">What is compared.</param>
public sealed record Suite(string Name, string About, IReadOnlyList<TestFunction> Functions, IReadOnlyList<int> Trials, Measure Measure)
{
    /// <summary>How many points are asked for before they are told.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Whether runs have a budget, and <see cref="Trials"/> count trials of the function's mean price.</summary>
    public bool IsPaid { get; init; }

    /// <summary>Our samplers that run unless others are named.</summary>
    public required IReadOnlyList<string> Samplers { get; init; }

    /// <summary>The peer that every sampler is compared with unless others are named; null when nobody was measured.</summary>
    public string? Peer { get; init; }

    /// <summary>A further peer for one of our samplers: another's of the same kind.</summary>
    public IReadOnlyDictionary<string, string> PeerOf { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the smaller of two results is the better one.</summary>
    public bool IsLessBetter => Measure != Measure.Hypervolume;
}
