namespace Serverless.Tuner.Contracts;

/// <summary>A study in a list.</summary>
public sealed record StudySummary
{
    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its identifier (a UUID of version 7).</summary>
    public Guid? Id { get; init; }

    /// <summary>Pending, running or ended.</summary>
    public required StudyState State { get; init; }

    /// <summary>Why it ended; null while it runs.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What it waits for; null when it ended, or goes on.</summary>
    public WaitingView? Waiting { get; init; }

    /// <summary>What went wrong, when the reason is <see cref="Contracts.StopReason.Error"/> or
    /// <see cref="Contracts.StopReason.Failures"/>, or the study cannot be read; then the rest is what is known of it.</summary>
    public string? Error { get; init; }

    /// <summary>The tags of its spec; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>What a trial evaluates, in a word.</summary>
    public required string Objective { get; init; }

    /// <summary>What suggests its trials; null where a version before this one wrote the study last.</summary>
    public string? Sampler { get; init; }

    /// <summary>Whether less or more is better, for each of its values; null where a version before this one wrote the study last.
    /// </summary>
    public IReadOnlyList<Direction>? Directions { get; init; }

    /// <summary>How many trials are to end.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials by state.</summary>
    public required TrialCounts Counts { get; init; }

    /// <summary>The best value so far (one direction only).</summary>
    public double? BestValue { get; init; }

    /// <summary>Its money.</summary>
    public required LedgerView Ledger { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was started (UTC); null while it is pending.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Those of a higher priority start first, where not all may run at once.</summary>
    public int Priority { get; init; }
}
