using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>Everything that a measurement found, with every run's values: enough to compute each claim again.</summary>
public sealed record QualityReport
{
    private static readonly JsonSerializerOptions Json = new(TunerJson.Indented)
    {
        // A run without a feasible point has reached "Infinity".
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>How long it took, all cores together working on it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether every run has ended; otherwise it was interrupted.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>What it ran on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>How many seeds were asked for: 0, 1, ….</summary>
    public required int Seeds { get; init; }

    /// <summary>Our samplers.</summary>
    public required IReadOnlyList<SamplerReport> Samplers { get; init; }

    /// <summary>How and with which versions the peers were measured.</summary>
    public required string PeersAbout { get; init; }

    /// <summary>The SHA-256 of the file with the peers' rows.</summary>
    public required string PeersSha256 { get; init; }

    /// <summary>What was left out, and why.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What came out, suite by suite.</summary>
    public required IReadOnlyList<SuiteReport> Suites { get; init; }

    /// <summary>All of it as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
