using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What one of our samplers reached on one function.</summary>
public sealed record SamplerRuns
{
    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>The sampler's label.</summary>
    public required string Sampler { get; init; }

    /// <summary>The seeds whose runs have ended, ascending.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>A row for each of the seeds: what was reached after each of the suite's numbers of trials.</summary>
    public required IReadOnlyList<double[]> Rows { get; init; }

    /// <summary>The time of all these runs together.</summary>
    public required double Seconds { get; init; }

    /// <summary>The quartiles of each column.</summary>
    public required IReadOnlyList<Quartiles> Quartiles { get; init; }

    /// <summary>How many of the runs are near the best feasible value, for each column; null where that is not what counts.</summary>
    public IReadOnlyList<int>? NearOptimum { get; init; }
}
