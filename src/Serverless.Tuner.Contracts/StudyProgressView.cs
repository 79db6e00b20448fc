namespace Serverless.Tuner.Contracts;

/// <summary>What changes of a study while it runs; see <see cref="StudyView"/>.</summary>
public sealed record StudyProgressView
{
    /// <summary>Its identifier: another one is another study, of the same name.</summary>
    public Guid? Id { get; init; }

    /// <summary>Running or ended.</summary>
    public required StudyState State { get; init; }

    /// <summary>Why it ended, or is about to.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What it waits for; null when it ended, or goes on.</summary>
    public WaitingView? Waiting { get; init; }

    /// <summary>What went wrong, if something did.</summary>
    public string? Error { get; init; }

    /// <summary>Trials by state.</summary>
    public required TrialCounts Counts { get; init; }

    /// <summary>Its money.</summary>
    public required LedgerView Ledger { get; init; }

    /// <summary>The best complete trial so far (one direction only).</summary>
    public BestView? Best { get; init; }

    /// <summary>How many enqueued points wait to be tried.</summary>
    public int Enqueued { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When its time is over (UTC).</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long it has taken since it was created, in seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>The command that lets a study that has ended go on.</summary>
    public string? ContinueWith { get; init; }

    /// <summary>The progress of a study.</summary>
    public static StudyProgressView Of(StudyView study) => new()
    {
        Id = study.Id,
        State = study.State,
        StopReason = study.StopReason,
        Waiting = study.Waiting,
        Error = study.Error,
        Counts = study.Counts,
        Ledger = study.Ledger,
        Best = study.Best,
        Enqueued = study.Enqueued,
        EndedAt = study.EndedAt,
        Deadline = study.Deadline,
        DurationSeconds = study.DurationSeconds,
        ContinueWith = study.ContinueWith,
    };
}
