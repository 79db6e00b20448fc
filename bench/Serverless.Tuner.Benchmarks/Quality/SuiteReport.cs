using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What came out of a suite.</summary>
public sealed record SuiteReport
{
    /// <summary>The suite's name.</summary>
    public required string Name { get; init; }

    /// <summary>What was done.</summary>
    public required string About { get; init; }

    /// <summary>How many points were asked for before they were told.</summary>
    public required int Batch { get; init; }

    /// <summary>What rows hold.</summary>
    public required Measure Measure { get; init; }

    /// <summary>After how many trials each column of our rows was noted.</summary>
    public required IReadOnlyList<int> Trials { get; init; }

    /// <summary>The functions' definitions, by name.</summary>
    public required IReadOnlyDictionary<string, string> Functions { get; init; }

    /// <summary>The best feasible values, by function, where runs are judged by how near they come.</summary>
    public required IReadOnlyDictionary<string, double> Optima { get; init; }

    /// <summary>Ours.</summary>
    public required IReadOnlyList<SamplerRuns> Runs { get; init; }

    /// <summary>Theirs, as far as they were compared with.</summary>
    public required IReadOnlyList<PeerRuns> Peers { get; init; }

    /// <summary>Function by function.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>Over all functions.</summary>
    public required IReadOnlyList<Total> Totals { get; init; }
}
