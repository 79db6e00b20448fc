namespace Serverless.Tuner.Contracts;

/// <summary>A study as <c>GET studies/{name}</c> shows it.</summary>
public sealed record StudyView
{
    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>Running or ended.</summary>
    public required StudyState State { get; init; }

    /// <summary>Why it ended; with <see cref="StudyState.Running"/>: why it is about to end, when its running trials have.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What it waits for; null when it ended, or goes on.</summary>
    public WaitingView? Waiting { get; init; }

    /// <summary>What went wrong, when the reason is <see cref="Contracts.StopReason.Error"/>.</summary>
    public string? Error { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required StudySpec Spec { get; init; }

    /// <summary>What its values are called, one name for each direction.</summary>
    public IReadOnlyList<string>? ValueNames { get; init; }

    /// <summary>Trials by state.</summary>
    public required TrialCounts Counts { get; init; }

    /// <summary>Its money; null without a budget and without costs.</summary>
    public required LedgerView Ledger { get; init; }

    /// <summary>The best complete trial so far (one direction only).</summary>
    public BestView? Best { get; init; }

    /// <summary>How many enqueued points wait to be tried.</summary>
    public int Enqueued { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When its time is over (UTC).</summary>
    public DateTimeOffset? Deadline { get; init; }
}
