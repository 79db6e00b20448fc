namespace Serverless.Tuner.Contracts;

/// <summary>What a study would come to, before any of it is paid for.</summary>
public sealed record PlanView
{
    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many trials there will be.</summary>
    public required PlannedTrialsView Trials { get; init; }

    /// <summary>What one trial costs, in US dollars; null where nothing is known of it.</summary>
    public PlannedRangeView? CostPerTrialUsd { get; init; }

    /// <summary>What the study costs, in US dollars; null where nothing is known of it.</summary>
    public PlannedRangeView? CostUsd { get; init; }

    /// <summary>How many seconds one trial takes; null where nothing is known of it.</summary>
    public PlannedRangeView? TrialSeconds { get; init; }

    /// <summary>How many seconds the study takes; null where nothing is known of it.</summary>
    public PlannedRangeView? DurationSeconds { get; init; }

    /// <summary>What is searched.</summary>
    public required PlannedSpaceView Space { get; init; }

    /// <summary>The most similar studies of the memory, the most similar first, up to 10.</summary>
    public required IReadOnlyList<SimilarStudyView> Similar { get; init; }

    /// <summary>What the study would learn from; null where it does not ask for a warm start.</summary>
    public PlannedWarmStartView? WarmStart { get; init; }

    /// <summary>What is likely wrong: the field as a JSON pointer, and what to do about it.</summary>
    public required IReadOnlyList<FieldError> Warnings { get; init; }
}
