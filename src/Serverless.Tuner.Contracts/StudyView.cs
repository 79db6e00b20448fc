namespace Serverless.Tuner.Contracts;

/// <summary>A study as <c>GET studies/{name}</c> shows it.</summary>
public sealed record StudyView
{
    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its identifier (a UUID of version 7), which no other study has, one of its name that was deleted included.</summary>
    public Guid? Id { get; init; }

    /// <summary>Pending, running or ended.</summary>
    public required StudyState State { get; init; }

    /// <summary>Why it ended; with <see cref="StudyState.Running"/>: why it is about to end, when its running trials have.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>What it waits for; null when it ended, or goes on.</summary>
    public WaitingView? Waiting { get; init; }

    /// <summary>What went wrong, when the reason is <see cref="Contracts.StopReason.Error"/>; how the last trial failed, when it is
    /// <see cref="Contracts.StopReason.Failures"/>.</summary>
    public string? Error { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required StudySpec Spec { get; init; }

    /// <summary>The parameters that its trials have declared so far, in the order in which they did; null for a study whose spec lists
    /// them.</summary>
    public IReadOnlyList<ParameterSpec>? Parameters { get; init; }

    /// <summary>The tags of its spec; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Notes that are kept with it, by name; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What its spec asks for and may not mean, a sentence each, in the answer to its start; what a change took from a
    /// definition, in the answer to that; null when there is nothing to say.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>What its values are called, one name for each direction.</summary>
    public IReadOnlyList<string>? ValueNames { get; init; }

    /// <summary>Trials by state.</summary>
    public required TrialCounts Counts { get; init; }

    /// <summary>Its money; null without a budget and without costs.</summary>
    public required LedgerView Ledger { get; init; }

    /// <summary>The best complete trial so far (one direction only).</summary>
    public BestView? Best { get; init; }

    /// <summary>What it has learnt from studies before it, and whether it helped; null where its spec does not ask for that.</summary>
    public WarmStartView? WarmStart { get; init; }

    /// <summary>How far its trials are runs of the MLflow server; null where its spec does not ask for that.</summary>
    public MlflowView? Mlflow { get; init; }

    /// <summary>How many enqueued points wait to be tried.</summary>
    public int Enqueued { get; init; }

    /// <summary>The regions of which no point is suggested; null for none.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? Exclude { get; init; }

    /// <summary>What was changed of its search space, its excluded regions, its <c>where</c> and its hidden trials since its start, the
    /// first first; null for nothing.</summary>
    public IReadOnlyList<StudyEdit>? Changes { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was started (UTC); null while it is pending.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When its time is over (UTC).</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long it has taken since it was started, in seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>How many of its trials have ended, in whatever way.</summary>
    public int TrialsRun { get; init; }

    /// <summary>The command that lets a study that has ended go on, far enough to try each enqueued point; null while it runs, and
    /// where none can.</summary>
    public string? ContinueWith { get; init; }
}
