namespace Serverless.Tuner.Contracts;

/// <summary>What <c>GET studies/{name}?since=</c> answers: what has changed of a study since a caller last looked.</summary>
public sealed record StudyChangesView
{
    /// <summary>What to give as <c>since</c> the next time.</summary>
    public required string Seq { get; init; }

    /// <summary>Whether more has changed than is told here: the rest comes at once when it is asked for with <see cref="Seq"/>.</summary>
    public bool IsCut { get; init; }

    /// <summary>The whole study, when a request has changed it since, or the caller knows nothing of it yet; null when its
    /// <see cref="Progress"/> is all that has changed.</summary>
    public StudyView? Study { get; init; }

    /// <summary>How it stands.</summary>
    public required StudyProgressView Progress { get; init; }

    /// <summary>The trials that are new or have changed, each as it is now. One may be told again that has not changed.</summary>
    public required IReadOnlyList<TrialView> Trials { get; init; }

    /// <summary>The study as it is now, for a caller who knew it as it was.</summary>
    /// <param name="before">The study as the caller knew it; null only when <see cref="Study"/> is told.</param>
    /// <exception cref="ArgumentNullException">Neither is there.</exception>
    public StudyView ApplyTo(StudyView? before)
    {
        var whole = Study ?? before;
        ArgumentNullException.ThrowIfNull(whole, nameof(before));
        return whole with
        {
            Id = Progress.Id,
            State = Progress.State,
            StopReason = Progress.StopReason,
            Waiting = Progress.Waiting,
            Error = Progress.Error,
            Counts = Progress.Counts,
            Ledger = Progress.Ledger,
            Best = Progress.Best,
            Enqueued = Progress.Enqueued,
            EndedAt = Progress.EndedAt,
            Deadline = Progress.Deadline,
            DurationSeconds = Progress.DurationSeconds,
            TrialsRun = Progress.Counts.Ended,
            ContinueWith = Progress.ContinueWith,
        };
    }
}
