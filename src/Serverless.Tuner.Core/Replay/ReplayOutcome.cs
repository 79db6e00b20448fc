using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Replay;

/// <summary>What a study would have come to with another pruner or limit.</summary>
public sealed record ReplayOutcome
{
    /// <summary>How many trials were replayed.</summary>
    public int Trials { get; init; }

    /// <summary>How many of them have intermediate values: the others no pruner could have ended.</summary>
    public int WithCurves { get; init; }

    /// <summary>The trials that the pruner would have ended, each before its recorded end.</summary>
    public IReadOnlyList<int> Pruned { get; init; } = [];

    /// <summary>The trials that would not have started: the money was spent.</summary>
    public IReadOnlyList<int> NotStarted { get; init; } = [];

    /// <summary>Intermediate values that were recorded.</summary>
    public int Steps { get; init; }

    /// <summary>Intermediate values that would have been computed.</summary>
    public int ReplayedSteps { get; init; }

    /// <summary>What the trials have cost.</summary>
    public Money Cost { get; init; }

    /// <summary>What they would have cost.</summary>
    public Money ReplayedCost { get; init; }

    /// <summary>The best trial as it was recorded, with several directions those of the front; none where none was complete.</summary>
    public IReadOnlyList<ReplayedTrial> Best { get; init; } = [];

    /// <summary>The same of the trials that would have been left.</summary>
    public IReadOnlyList<ReplayedTrial> ReplayedBest { get; init; } = [];

    /// <summary>With several directions, the share of the front's hypervolume that would have been left, 0 to 1; null with one, and where
    /// no trial was complete.</summary>
    public double? Kept { get; init; }
}
