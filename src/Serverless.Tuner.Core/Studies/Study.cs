using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>A study as its row holds it.</summary>
public sealed record Study
{
    /// <summary>What it was asked to do.</summary>
    public required StudySpec Spec { get; init; }

    /// <summary>Running or ended.</summary>
    public StudyState State { get; init; } = StudyState.Running;

    /// <summary>Why it ended; while it still runs: why it starts nothing more and ends with its open trials.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What went wrong, when <see cref="StopReason"/> is <see cref="Contracts.StopReason.Error"/>.</summary>
    public string? Error { get; init; }

    /// <summary>Which run of its orchestration may advance it; a new run takes the place of one that was lost.</summary>
    public required string Run { get; init; }

    /// <summary>The sequence number of the last advance of this run; 0 before the first.</summary>
    public int Sequence { get; init; }

    /// <summary>What that advance answered, to be answered again when it is asked again.</summary>
    public AdvancePlan? LastPlan { get; init; }

    /// <summary>The number of the next trial; also how many have been made.</summary>
    public int NextNumber { get; init; }

    /// <summary>Trials told as complete.</summary>
    public int Complete { get; init; }

    /// <summary>Trials told as pruned.</summary>
    public int Pruned { get; init; }

    /// <summary>Those of <see cref="Pruned"/> that money did not reach for.</summary>
    public int PrunedForBudget { get; init; }

    /// <summary>Trials told as failed.</summary>
    public int Failed { get; init; }

    /// <summary>Trials told as failed since the last that was not.</summary>
    public int FailedInARow { get; init; }

    /// <summary>Trials made and not told yet, by ascending number.</summary>
    public IReadOnlyList<OpenTrial> Open { get; init; } = [];

    /// <summary>What ended trials cost.</summary>
    public Money Spent { get; init; }

    /// <summary>The best complete trial (one direction only).</summary>
    public BestTrial? Best { get; init; }

    /// <summary>Complete trials told since the best one.</summary>
    public int CompleteSinceBest { get; init; }

    /// <summary>Complete trials told in a row of which little improvement was to be expected any more.</summary>
    public int ExpectingLittle { get; init; }

    /// <summary>Whether the trials that run when it is asked to stop may end by themselves.</summary>
    public bool EndsAfterRunning { get; init; }

    /// <summary>How many of the points that its spec asks for have been tried or are being so.</summary>
    public int StartPointsTaken { get; init; }

    /// <summary>Points that were enqueued since and wait, the first to be tried first.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Queue { get; init; } = [];

    /// <summary>The last requests that enqueued points, by the ids that they gave.</summary>
    public IReadOnlyList<string> EnqueueRequests { get; init; } = [];

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many trials have ended and been told.</summary>
    public int Ended => Complete + Pruned + Failed;

    /// <summary>When its time is over; null when it has no time limit.</summary>
    public DateTimeOffset? Deadline => Spec.TimeoutSeconds is { } seconds ? CreatedAt.AddSeconds(seconds) : null;

    /// <summary>Its money.</summary>
    public Ledger Ledger => new(
        Spec.Budget is { } budget ? Money.Limit(budget.LimitUsd) : null,
        Spent,
        Money.Sum(Open.Select(o => o.Reserved)));

    /// <summary>The reason for which trials that run should be cut short; null when they may go on.</summary>
    public string? Interruption => StopReason switch
    {
        Contracts.StopReason.Requested => EndsAfterRunning ? null : "stopped",
        Contracts.StopReason.Timeout => "study timeout",
        Contracts.StopReason.Target => "target reached",
        Contracts.StopReason.Plateau => "plateau reached",
        Contracts.StopReason.Failures => "too many failures",
        _ => null,
    };
}
