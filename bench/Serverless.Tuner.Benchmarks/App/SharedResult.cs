using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>What it costs studies to share a budget.</summary>
internal sealed record SharedResult
{
    /// <summary>Studies that run at once.</summary>
    public required int Studies { get; init; }

    /// <summary>Trials of each.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials in a second of studies that each have a budget of their own; the median of the rounds.</summary>
    public required double OwnPerSecond { get; init; }

    /// <summary>The same where all draw on one budget.</summary>
    public required double SharedPerSecond { get; init; }

    /// <summary>Requests to Table Storage for a trial with budgets of their own.</summary>
    public required double OwnRequests { get; init; }

    /// <summary>The same where all draw on one budget.</summary>
    public required double SharedRequests { get; init; }

    /// <summary>The figures with their names in JSON.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, double Value)> Figures =>
    [
        ("studies", Studies), ("trials", Trials), ("ownPerSecond", OwnPerSecond), ("sharedPerSecond", SharedPerSecond),
        ("shared / own", Math.Round(SharedPerSecond / OwnPerSecond, 2)), ("ownRequests", OwnRequests), ("sharedRequests", SharedRequests),
    ];
}
