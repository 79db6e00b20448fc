using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Studies;

/// <summary>A study as its row holds it.</summary>
public sealed record Study
{
    private static readonly string[] s_interruptions =
        ["stopped", "study timeout", "target reached", "plateau reached", "too many failures"];

    /// <summary>Its identifier, which no other study has, one of its name that was deleted included; null for one of a version
    /// that gave none.</summary>
    public Guid? Id { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required StudySpec Spec { get; init; }

    /// <summary>What it is called.</summary>
    public StudyName Name => StudyName.Parse(Spec.Name);

    /// <summary>Pending, running or ended.</summary>
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

    /// <summary>What it learns from studies before it; null where its spec does not ask for that.</summary>
    public WarmStartState? WarmStart { get; init; }

    /// <summary>The import that has made it; null for one that was started.</summary>
    public StudyImport? Import { get; init; }

    /// <summary>What its webhooks are still to be told.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>What was changed of what it searches and learns from since its start, the first first.</summary>
    public IReadOnlyList<StudyEdit> Edits { get; init; } = [];

    /// <summary>Notes that are kept with it, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>What it has of its group's money, by period.</summary>
    public IReadOnlyList<GroupShare> Shares { get; init; } = [];

    /// <summary>How much of its group's money it lacks for its next trial; zero when it lacks none.</summary>
    public Money LacksOfGroup { get; init; }

    /// <summary>The key whose number of studies at once it counts to; null when that is not limited.</summary>
    public string? QueueKey { get; init; }

    /// <summary>The limits of how many studies run at once in each of which it has a place.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>How often it was put into the queue: a place that was taken for another turn does not hold.</summary>
    public int Turn { get; init; }

    /// <summary>Where its trace begins, as a W3C <c>traceparent</c>: whatever process works on it adds to that trace. Null where nothing
    /// recorded one when it was created.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When it was started; null while it is pending, and for one that ended before its turn.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many trials have ended and were counted.</summary>
    public int Ended => Complete + Pruned + Failed;

    /// <summary>When its time is over, which begins with its start; null when it has no time limit, or is pending.</summary>
    public DateTimeOffset? Deadline => Spec.TimeoutSeconds is { } seconds && State != StudyState.Pending
        ? (StartedAt ?? CreatedAt).AddSeconds(seconds)
        : null;

    /// <summary>Its money.</summary>
    public Ledger Ledger => new(
        Spec.Budget?.LimitUsd is { } limit ? Money.Limit(limit) : null,
        Spent,
        Money.Sum(Open.Select(o => o.Reserved)));

    /// <summary>What it came to, as its last advance made it; null while it runs, and where it ended without one.</summary>
    public StudyResult? Result { get; init; }

    /// <summary>The reason for which trials that run should be cut short; null when they may go on.</summary>
    internal string? Interruption => StopReason switch
    {
        Contracts.StopReason.Requested => EndsAfterRunning ? null : s_interruptions[0],
        Contracts.StopReason.Timeout => s_interruptions[1],
        Contracts.StopReason.Target => s_interruptions[2],
        Contracts.StopReason.Plateau => s_interruptions[3],
        Contracts.StopReason.Failures => s_interruptions[4],
        _ => null,
    };

    /// <summary>Whether a trial was pruned because a user or the end of its study cut it short.</summary>
    internal static bool IsInterruption(string? reason) => reason == TrialOutcome.CancelledReason || s_interruptions.Contains(reason);

    /// <summary>The reason for which one of its open trials should be cut short; null when it may go on.</summary>
    public string? InterruptionOf(int number) =>
        Open.Any(o => o.Number == number && o.IsCancelled) ? TrialOutcome.CancelledReason : Interruption;
}
