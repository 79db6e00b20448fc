namespace Serverless.Tuner.Cli.Moving;

/// <summary>What a study would have come to with another pruner or limit.</summary>
internal sealed record StudyReplayView
{
    public required string Study { get; init; }

    public required string Pruner { get; init; }

    public decimal? LimitUsd { get; init; }

    public required int Trials { get; init; }

    /// <summary>How many of them have intermediate values.</summary>
    public required int WithCurves { get; init; }

    public required IReadOnlyList<int> Pruned { get; init; }

    public required IReadOnlyList<int> NotStarted { get; init; }

    public required int Steps { get; init; }

    public required int ReplayedSteps { get; init; }

    public required decimal CostUsd { get; init; }

    public required decimal ReplayedCostUsd { get; init; }

    public int? BestTrial { get; init; }

    public double? BestValue { get; init; }

    public int? ReplayedBestTrial { get; init; }

    public double? ReplayedBestValue { get; init; }

    /// <summary>With several directions, the trials of the front as it was recorded.</summary>
    public IReadOnlyList<int>? Front { get; init; }

    /// <summary>With several directions, the trials of the front that would have been left.</summary>
    public IReadOnlyList<int>? ReplayedFront { get; init; }

    /// <summary>The share of the front's hypervolume that would have been left.</summary>
    public double? Kept { get; init; }
}
