using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>What a trial costs beside its objective.</summary>
internal sealed record OverheadResult
{
    /// <summary>Trials that were measured.</summary>
    public required int Trials { get; init; }

    /// <summary>How many ran at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>From the study's start to its end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Trials in a second.</summary>
    public required double TrialsPerSecond { get; init; }

    /// <summary>Requests to Table Storage for a trial, those of the durable history included.</summary>
    public required double RequestsPerTrial { get; init; }

    /// <summary>The median duration of an advance (tell and suggest), in milliseconds.</summary>
    public required double AdvanceP50Ms { get; init; }

    /// <summary>The duration that 99 % of the advances stay within, in milliseconds.</summary>
    public required double AdvanceP99Ms { get; init; }

    /// <summary>The figures with their names in JSON.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, double Value)> Figures =>
    [
        ("trials", Trials), ("parallelism", Parallelism), ("seconds", Seconds), ("trialsPerSecond", TrialsPerSecond),
        ("requestsPerTrial", RequestsPerTrial), ("advanceP50Ms", AdvanceP50Ms), ("advanceP99Ms", AdvanceP99Ms),
    ];
}
