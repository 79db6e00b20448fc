using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>A study as its row holds it.</summary>
public sealed record Study
{
    /// <summary>Its identifier, which no other study has, one of its name that was deleted included; null for one of a version
    /// that gave none.</summary>
    public Guid? Id { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required StudySpec Spec { get; init; }

    /// <summary>What it is called.</summary>
    public StudyName Name => StudyName.Parse(Spec.Name);

    /// <summary>Running or ended.</summary>
    public StudyState State { get; init; } = StudyState.Running;

    /// <summary>Why it ended; while it still runs: why it starts nothing more and ends with its open trials.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What went wrong, when <see cref="StopReason"/> is <see cref="Contracts.StopReason.Error"/>; how the last trial failed, when
    /// it is <see cref="Contracts.StopReason.Failures"/>.</summary>
    public string? Error { get; init; }

    /// <summary>Which run of its orchestration may advance it; a new run takes the place of one that was lost.</summary>
    public required string Run { get; init; }

    /// <summary>Runs of its orchestration that failed in a row, without a trial that was counted since.</summary>
    public int FailedRuns { get; init; }

    /// <summary>The sequence number of the last advance of this run; 0 before the first.</summary>
    public int Sequence { get; init; }

    /// <summary>The plan of that advance, which is returned again when the request is repeated.</summary>
    public AdvancePlan? LastPlan { get; init; }

    /// <summary>The number of the next trial; also how many there are.</summary>
    public int NextNumber { get; init; }

    /// <summary>Complete trials that were counted. An advance counts a trial once the orchestration knows that it has ended.</summary>
    public int Complete { get; init; }

    /// <summary>Pruned trials that were counted.</summary>
    public int Pruned { get; init; }

    /// <summary>Those of <see cref="Pruned"/> for which the money did not suffice.</summary>
    public int PrunedForBudget { get; init; }

    /// <summary>Failed trials that were counted.</summary>
    public int Failed { get; init; }

    /// <summary>Failed trials that were counted since the last one that did not fail.</summary>
    public int FailedInARow { get; init; }

    /// <summary>Trials that were not counted yet, by ascending number.</summary>
    public IReadOnlyList<OpenTrial> Open { get; init; } = [];

    /// <summary>What ended trials cost.</summary>
    public Money Spent { get; init; }

    /// <summary>The best complete trial (one direction only).</summary>
    public BestTrial? Best { get; init; }

    /// <summary>Complete trials that were counted since the best one.</summary>
    public int CompleteSinceBest { get; init; }

    /// <summary>Complete trials that were counted in a row while little improvement was to be expected.</summary>
    public int ExpectingLittle { get; init; }

    /// <summary>Trials that had ended when it was last resumed: failures are a share of those that came after it.</summary>
    public int EndedBefore { get; init; }

    /// <summary>Those of <see cref="EndedBefore"/> that had failed.</summary>
    public int FailedBefore { get; init; }

    /// <summary>Whether it starts nothing more until it is resumed; its open trials go on to their end.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether the trials that run when it is asked to stop may end by themselves.</summary>
    public bool EndsAfterRunning { get; init; }

    /// <summary>How many of the points that its spec asks for were taken for a trial.</summary>
    public int StartPointsTaken { get; init; }

    /// <summary>How many requests have changed it: what its trials come to does not count.</summary>
    public int Revision { get; init; }

    /// <summary>Points that were enqueued since and wait, the first to be tried first.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Queue { get; init; } = [];

    /// <summary>The last requests that enqueued points, by their keys.</summary>
    public IReadOnlyList<string> EnqueueRequests { get; init; } = [];

    /// <summary>What its webhooks are still to be told.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>What was changed of what it searches and learns from since its start, the first first.</summary>
    public IReadOnlyList<StudyEdit> Edits { get; init; } = [];

    /// <summary>Notes that are kept with it, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many trials have ended and were counted.</summary>
    public int Ended => Complete + Pruned + Failed;

    /// <summary>When its time is over; null when it has no time limit.</summary>
    public DateTimeOffset? Deadline => Spec.TimeoutSeconds is { } seconds ? CreatedAt.AddSeconds(seconds) : null;

    /// <summary>Its money.</summary>
    public Ledger Ledger => new(
        Spec.Budget is { } budget ? Money.Limit(budget.LimitUsd) : null,
        Spent,
        Money.Sum(Open.Select(o => o.Reserved)));

    /// <summary>The reason for which trials that run should be cut short; null when they may go on.</summary>
    internal string? Interruption => StopReason switch
    {
        Contracts.StopReason.Requested => EndsAfterRunning ? null : "stopped",
        Contracts.StopReason.Timeout => "study timeout",
        Contracts.StopReason.Target => "target reached",
        Contracts.StopReason.Plateau => "plateau reached",
        Contracts.StopReason.Failures => "too many failures",
        _ => null,
    };

    /// <summary>The reason for which one of its open trials should be cut short; null when it may go on.</summary>
    public string? InterruptionOf(int number) =>
        Open.Any(o => o.Number == number && o.IsCancelled) ? TrialOutcome.CancelledReason : Interruption;
}
