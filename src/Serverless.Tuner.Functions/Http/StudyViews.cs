using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies and trials in the shapes of the API.</summary>
internal static class StudyViews
{
    /// <summary>A study.</summary>
    public static StudyView View(Study study) => new()
    {
        Name = study.Spec.Name,
        State = study.State,
        StopReason = study.StopReason,
        Error = study.Error,
        Spec = study.Spec,
        ValueNames = ValueNames.Of(study.Spec),
        Counts = StudyOutline.Of(study).Counts,
        Ledger = View(study.Ledger),
        Best = study.Best is { } best ? new BestView { Number = best.Number, Values = [best.Value], Parameters = best.Parameters } : null,
        Enqueued = StartPoints.Of(study.Spec, SearchSpace.Of(study.Spec)).Count - study.StartPointsTaken + study.Queue.Count,
        CreatedAt = study.CreatedAt,
        EndedAt = study.EndedAt,
        Deadline = study.Deadline,
    };

    /// <summary>A study in a list.</summary>
    public static StudySummary Summary(StudyOutline study) => new()
    {
        Name = study.Name,
        State = study.State,
        StopReason = study.StopReason,
        Error = study.Error,
        Objective = study.Objective,
        Trials = study.Trials,
        Counts = study.Counts,
        BestValue = study.BestValue,
        Ledger = View(study.Ledger),
        CreatedAt = study.CreatedAt,
    };

    /// <summary>A trial with its intermediate values.</summary>
    public static TrialView View(Trial trial, IReadOnlyList<Report> reports) => View(trial) with
    {
        Reports = [.. reports.Select(r => new ReportView(r.Step, r.Value, r.Cost?.Usd))],
    };

    /// <summary>A trial.</summary>
    public static TrialView View(Trial trial) => new()
    {
        Number = trial.Number,
        State = trial.State,
        Parameters = trial.Parameters,
        Values = trial.Outcome.Values,
        LastStep = trial.LastStep,
        Constraints = trial.Outcome.Constraints,
        Metrics = trial.Outcome.Metrics,
        Enqueued = trial.Enqueued,
        CostUsd = trial.Cost.Usd,
        Attempt = trial.Attempt,
        Reason = trial.Outcome.Reason,
        CreatedAt = trial.CreatedAt,
        StartedAt = trial.StartedAt,
        EndedAt = trial.EndedAt,
        Attributes = trial.Outcome.Attributes,
    };

    private static LedgerView View(Ledger ledger) => new()
    {
        LimitUsd = ledger.Limit?.Usd,
        SpentUsd = ledger.Spent.Usd,
        ReservedUsd = ledger.Reserved.Usd,
        OverrunUsd = ledger.Overrun.Usd,
    };
}
