using System.Diagnostics;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>The attributes of spans.</summary>
internal static class SpanTags
{
    public const string Study = "study";
    public const string Trial = "trial_number";
    public const string Attempt = "attempt";
    public const string Sampler = "sampler";
    public const string State = "state";
    public const string Cost = "cost";

    private const string ProblemType = "problem_type";

    /// <summary>What a study was asked to do.</summary>
    public static Activity Describe(this Activity span, Study study)
    {
        if (!span.IsAllDataRequested) return span;
        var spec = study.Spec;
        return span.SetTag(Study, study.Name.ToString())
            .SetTag("algorithm_name", spec.Sampler.Type)
            .SetTag(ProblemType, ProblemTypeOf(spec))
            .SetTag("n_trials", spec.Trials)
            .SetTag("timeout", spec.TimeoutSeconds)
            .SetTag("metric", SpanText.List(spec, ValueNames.Of(spec)))
            .SetTag("search_space_params", SpanText.List(spec, spec.SearchSpace.Select(parameter => parameter.Name)))
            .SetTag("pruner", spec.Pruner.Type)
            .SetTag("parallelism", spec.Parallelism)
            .SetTag("budget_usd", (double?)spec.Budget?.LimitUsd);
    }

    /// <summary>What a study came to.</summary>
    public static void Conclude(this Activity span, Study study)
    {
        span.SetTag("best_value", study.Best?.Value)
            .SetTag("n_trials_completed", study.Complete)
            .SetTag("n_trials_pruned", study.Pruned)
            .SetTag("n_trials_failed", study.Failed)
            .SetTag("duration_seconds", (study.EndedAt - (study.StartedAt ?? study.CreatedAt))?.TotalSeconds)
            .SetTag("stop_reason", study.StopReason?.ToString().ToLowerInvariant())
            .SetTag(Cost, (double)study.Spent.Usd);
        if (study.StopReason is StopReason.Error or StopReason.Failures)
            StudyTrace.Fail(span, study, study.Error ?? "the study failed");
    }

    /// <summary>What a trial came to.</summary>
    public static void Conclude(this Activity span, Study study, Trial trial)
    {
        span.SetTag(State, StateOf(trial)).SetTag(Cost, (double)trial.Cost.Usd);
        if (trial.Outcome.Values is [var value, ..]) span.SetTag("value", value);
        if (trial.State == TrialState.Failed) StudyTrace.Fail(span, study, trial.Outcome.Reason ?? "the trial failed");
    }

    /// <summary>A state as attributes have it.</summary>
    public static string StateOf(Trial trial) => trial.State switch
    {
        TrialState.Complete => "complete",
        TrialState.Pruned => "pruned",
        TrialState.Failed => "failed",
        TrialState.Running => "running",
        _ => "waiting",
    };

    /// <summary>What the study's tag of that name says; else by its directions.</summary>
    private static string ProblemTypeOf(StudySpec spec) =>
        spec.Tags?.TryGetValue(ProblemType, out var named) == true ? SpanText.Name(spec, named)
        : spec.Directions.Count > 1 ? "multi-objective"
        : spec.Directions is [Direction.Maximize] ? "maximize" : "minimize";
}
