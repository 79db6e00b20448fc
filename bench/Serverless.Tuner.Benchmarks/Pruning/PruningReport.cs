using System.Text.Json;
using System.Text.Json.Serialization;
using Serverless.Tuner.Benchmarks.Quality;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>Everything that a measurement found.</summary>
public sealed record PruningReport
{
    private static readonly JsonSerializerOptions Json = new(TunerJson.Indented)
    {
        // A study without a complete trial has reached "Infinity".
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>How long it took, all cores together working on it.</summary>
    public required double Seconds { get; init; }

    /// <summary>What it ran on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>The task, and what it is.</summary>
    public required string Task { get; init; }

    /// <summary>What the task is.</summary>
    public required string About { get; init; }

    /// <summary>What a step is called.</summary>
    public required string Unit { get; init; }

    /// <summary>What a study's best is: a value, or a hypervolume.</summary>
    public required string Score { get; init; }

    /// <summary>The seed of each row's first study.</summary>
    public required int FirstSeed { get; init; }

    /// <summary>How the peers were measured.</summary>
    public required string PeersAbout { get; init; }

    /// <summary>What came out.</summary>
    public required IReadOnlyList<PruningRow> Rows { get; init; }

    /// <summary>All of it as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
