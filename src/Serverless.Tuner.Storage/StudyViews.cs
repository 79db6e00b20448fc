using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>Studies and trials in the shapes of the API.</summary>
public static class StudyViews
{
    /// <summary>A study.</summary>
    public static StudyView View(Study study) => new()
    {
        Name = study.Spec.Name,
        State = study.State,
        StopReason = study.StopReason,
        Error = study.Error,
        Spec = study.Spec,
        Counts = Counts(study),
        Ledger = View(study.Ledger),
        Best = study.Best is { } best ? new BestView { Number = best.Number, Values = [best.Value], Parameters = best.Parameters } : null,
        Enqueued = StartPoints.Of(study.Spec, SearchSpace.Of(study.Spec)).Count - study.StartPointsTaken + study.Queue.Count,
        CreatedAt = study.CreatedAt,
        EndedAt = study.EndedAt,
        Deadline = study.Deadline,
    };

    /// <summary>A study in a list.</summary>
    public static StudySummary Summary(Study study) => new()
    {
        Name = study.Spec.Name,
        State = study.State,
        StopReason = study.StopReason,
        Error = study.Error,
        Objective = Objective(study.Spec),
        Trials = study.Spec.Trials,
        Counts = Counts(study),
        BestValue = study.Best?.Value,
        Ledger = View(study.Ledger),
        CreatedAt = study.CreatedAt,
    };

    /// <summary>A trial.</summary>
    public static TrialView View(Trial trial) => new()
    {
        Number = trial.Number,
        State = trial.State,
        Parameters = trial.Parameters,
        Values = trial.Values,
        LastStep = trial.LastStep,
        Constraints = trial.Constraints,
        Metrics = trial.Metrics,
        Enqueued = trial.Enqueued,
        CostUsd = trial.Cost.Usd,
        Attempt = trial.Attempt,
        Reason = trial.Reason,
        CreatedAt = trial.CreatedAt,
        StartedAt = trial.StartedAt,
        EndedAt = trial.EndedAt,
        Attributes = trial.Attributes,
    };

    // Every open trial has a slot of the orchestration and is on its way: it counts as running.
    private static TrialCounts Counts(Study study) => new()
    {
        Running = study.Open.Count,
        Complete = study.Complete,
        Pruned = study.Pruned,
        PrunedForBudget = study.PrunedForBudget,
        Failed = study.Failed,
    };

    /// <summary>What a study's trials evaluate, in a word.</summary>
    internal static string Objective(StudySpec spec) => spec.Objective.Name ?? "command";

    internal static LedgerView View(Ledger ledger) => new()
    {
        LimitUsd = ledger.Limit?.Usd,
        SpentUsd = ledger.Spent.Usd,
        ReservedUsd = ledger.Reserved.Usd,
        OverrunUsd = ledger.Overrun.Usd,
    };
}
