using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.SearchSpaces.Expressions;
using Serverless.Tuner.Evaluation;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies and trials in the shapes of the API, as they stand now.</summary>
public sealed class StudyViews(StudyStore store, QueuedStudies queue, MlflowRows mlflow, DiskSpace disk, TimeProvider time)
{
    /// <summary>A study.</summary>
    internal async Task<StudyView> ViewAsync(Study study, CancellationToken cancellationToken) =>
        await PlacedAsync(
            View(study, await store.DeclaredAsync(study, cancellationToken)) with
            {
                Mlflow = View(study, (await MlflowAsync(study, cancellationToken))?.State),
            },
            cancellationToken);

    /// <summary>How far a study is on the MLflow server, and the version of that; null where it is not to be there, or nothing was done
    /// yet.</summary>
    internal async Task<(MlflowState State, string Version)?> MlflowAsync(Study study, CancellationToken cancellationToken) =>
        study.Spec.Mlflow is null ? null : await mlflow.FindAsync(study, cancellationToken);

    /// <summary>How far a study is on the MLflow server; null where it is not to be there.</summary>
    internal static MlflowView? View(Study study, MlflowState? state) => study.Spec.Mlflow is null ? null : new()
    {
        Experiment = Mlflow.MlflowNames.Experiment(study.Spec),
        ExperimentId = state?.ExperimentId,
        RunId = state?.RunId,
        Sent = state?.Sent ?? 0,
        Unsent = Math.Max(0, study.Ended - (state?.Sent ?? 0)),
        FilesLeftOut = state?.FilesLeftOut ?? 0,
        Done = state?.IsDone(study) ?? false,
        LastError = state?.Error,
        LastErrorAt = state?.ErrorAt,
    };

    /// <summary>Trials with their runs on the MLflow server.</summary>
    internal async Task<IReadOnlyList<TrialView>> WithRunsAsync(
        Study? study, IReadOnlyList<TrialView> trials, CancellationToken cancellationToken)
    {
        if (study?.Spec.Mlflow is null || trials.Count == 0) return trials;
        var runs = await mlflow.RunsAsync(study.Name, trials.Min(t => t.Number), trials.Max(t => t.Number), cancellationToken);
        return
        [
            .. trials.Select(trial =>
                runs.GetValueOrDefault(trial.Number) is { RunId: { } run } found && found.TrialCreatedAt == trial.CreatedAt
                    ? trial with { MlflowRunId = run }
                    : trial),
        ];
    }

    /// <summary>A study with its position in the queue, where it is pending.</summary>
    internal async Task<StudyView> PlacedAsync(StudyView view, CancellationToken cancellationToken)
    {
        if (view.State != StudyState.Pending) return view;
        var positions = await queue.PositionsAsync(cancellationToken);
        return positions.TryGetValue(StudyName.Parse(view.Name), out var position)
            ? view with { Waiting = WaitingView.ForQueue(position) }
            : view;
    }

    /// <summary>A study with the parameters that its trials have declared; null where they declare none.</summary>
    internal StudyView View(Study study, IReadOnlyList<ParameterSpec>? declared) => View(study, time.GetUtcNow()) with
    {
        Parameters = declared,
    };

    /// <summary>A study, with remarks on its spec for the caller who has written it.</summary>
    internal async Task<StudyView> ViewWithRemarksAsync(Study study, CancellationToken cancellationToken)
    {
        var remarks = GridRemarks.Of(SearchSpace.Of(study.Spec)).Concat(WhereRemarks.Of(study.Spec)).ToArray();
        return await ViewAsync(study, cancellationToken) with { Remarks = remarks.Length > 0 ? remarks : null };
    }

    /// <summary>The trials that a worker is given.</summary>
    internal static SuggestView View(Suggestions suggestions) => new()
    {
        Trials = [.. suggestions.Trials.Select(trial => new SuggestedTrialView
        {
            Number = trial.Number,
            Parameters = EvaluatedPoint.Of(suggestions.Study.Spec, trial.Parameters),
            Attempt = trial.Attempt,
            Lease = trial.Claim!,
            LeaseUntil = trial.LeaseUntil!.Value,
        })],
        Done = suggestions is { IsDone: true, Trials.Count: 0 },
        StopReason = suggestions.Trials.Count == 0 ? suggestions.Study.StopReason : null,
    };

    /// <summary>A trial with its intermediate values.</summary>
    internal TrialView View(Trial trial, IReadOnlySet<int> hidden, IReadOnlyList<Report> reports) => View(trial, hidden) with
    {
        Reports = [.. reports.Select(r => new ReportView(r.Step, r.Value, r.Cost?.Usd) { Values = r.Values })],
    };

    private StudyView View(Study study, DateTimeOffset now) => new()
    {
        Name = study.Name,
        Id = study.Id,
        State = study.State,
        StopReason = study.StopReason,
        Waiting = Waiting(study.State, study.StopReason, study.IsPaused, study.LacksOfGroup),
        Error = study.Error,
        // As a study file would say it that starts what this study searches now.
        Spec = Secrets.Hide(study.Spec with { Exclude = Excluded(study), Where = SpaceEditing.WhereOf(study) }),
        ValueNames = ValueNames.Of(study.Spec),
        Counts = StudyOutline.Of(study).Counts,
        Tags = study.Spec.Tags,
        Attributes = study.Attributes.Count > 0 ? study.Attributes : null,
        Ledger = View(study.Ledger),
        Best = study.Best is { } best
            ? new BestView
            {
                Number = best.Number,
                Values = [best.Value],
                Parameters = SpaceEditing.PointNow(study, best.Number, best.Parameters),
            }
            : null,
        WarmStart = study.WarmStart is { } warm ? View(warm) : null,
        Enqueued = Continuation.Waiting(study),
        Exclude = Excluded(study),
        Changes = study.Edits.Count > 0 ? study.Edits : null,
        CreatedAt = study.CreatedAt,
        StartedAt = study.StartedAt,
        EndedAt = study.EndedAt,
        Deadline = study.Deadline,
        DurationSeconds = Seconds((study.EndedAt ?? now) - (study.StartedAt ?? study.EndedAt ?? now)),
        TrialsRun = study.Ended,
        ContinueWith = Continuation.Command(study, now),
    };

    private static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? Excluded(Study study) =>
        SpaceEditing.ExcludedOf(study) is { Count: > 0 } excluded ? excluded : null;

    /// <summary>Studies in a list.</summary>
    internal async Task<IReadOnlyList<StudySummary>> SummariesAsync(
        IReadOnlyList<StudyOutline> studies, CancellationToken cancellationToken)
    {
        var summaries = studies.Select(Summary).ToArray();
        if (summaries.All(study => study.State != StudyState.Pending)) return summaries;
        var positions = await queue.PositionsAsync(cancellationToken);
        return
        [
            .. summaries.Select(study => study.State == StudyState.Pending
                    && positions.TryGetValue(StudyName.Parse(study.Name), out var position)
                ? study with { Waiting = WaitingView.ForQueue(position) }
                : study),
        ];
    }

    private StudySummary Summary(StudyOutline study) => new()
    {
        Name = study.Name,
        Id = study.Id,
        State = study.State,
        StopReason = study.StopReason,
        Waiting = Waiting(study.State, study.StopReason, study.IsPaused, study.LacksOfGroup),
        Error = study.Error,
        Tags = study.Tags,
        Objective = study.Objective,
        Sampler = study.Sampler,
        Directions = study.Directions,
        Trials = study.Trials,
        Counts = study.Counts,
        BestValue = study.BestValue,
        Ledger = View(study.Ledger),
        CreatedAt = study.CreatedAt,
        StartedAt = study.StartedAt,
        Priority = study.Priority,
    };

    /// <summary>A trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="hidden">The trials of its study that are hidden.</param>
    internal TrialView View(Trial trial, IReadOnlySet<int> hidden) => new()
    {
        Number = trial.Number,
        State = trial.State,
        Parameters = trial.Parameters,
        Values = trial.Outcome.Values,
        LastStep = trial.LastStep,
        Constraints = trial.Outcome.Constraints,
        Metrics = trial.Outcome.Metrics,
        Enqueued = trial.Enqueued,
        Hidden = hidden.Contains(trial.Number),
        CostUsd = trial.Cost.Usd,
        Attempt = trial.Attempt,
        Worker = trial.Worker,
        Reason = trial.Outcome.Reason,
        CreatedAt = trial.CreatedAt,
        StartedAt = trial.StartedAt,
        EndedAt = trial.EndedAt,
        DurationSeconds = Duration(trial) is { } duration ? Seconds(duration) : null,
        Attributes = trial.Outcome.Attributes,
    };

    private static WarmStartView View(Core.Memory.WarmStartState warm) => new()
    {
        From = warm.From,
        Points = warm.Points,
        Trials = warm.Trials,
        Learned = warm.Learned,
        BestWarmRank = warm.BestRank,
        Gain = warm.Gain,
    };

    private WaitingView? Waiting(StudyState state, StopReason? reason, bool isPaused, Money lacksOfGroup) => state switch
    {
        StudyState.Pending => WaitingView.ForQueue(null),
        StudyState.Running when isPaused && reason is null => WaitingView.ForPause,
        StudyState.Running when lacksOfGroup > Money.Zero && reason is null => disk.WaitingOf(state) ?? WaitingView.ForGroup,
        _ => disk.WaitingOf(state),
    };

    /// <summary>Time in which no server ran is not the trial's: one that runs is known to have run until just after its last sign of
    /// life.</summary>
    private TimeSpan? Duration(Trial trial)
    {
        if (trial.State == TrialState.Waiting) return null;
        if (trial.IsElsewhere) return time.GetUtcNow() - trial.StartedAt;
        var (now, last) = (time.GetUtcNow(), trial.HeartbeatAt + TrialClaims.HeartbeatInterval);
        return (trial.EndedAt ?? (last < now ? last : now)) - trial.StartedAt;
    }

    private static double Seconds(TimeSpan duration) => Math.Round(Math.Max(0, duration.TotalSeconds), 3);

    private static LedgerView View(Ledger ledger) => new()
    {
        LimitUsd = ledger.Limit?.Usd,
        SpentUsd = ledger.Spent.Usd,
        ReservedUsd = ledger.Reserved.Usd,
        OverrunUsd = ledger.Overrun.Usd,
    };
}
