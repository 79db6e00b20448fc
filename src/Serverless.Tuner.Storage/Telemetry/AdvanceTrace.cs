using System.Diagnostics;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>What one try at an advance is seen by: a span, with one for each point that is suggested and each outcome that is told, and the
/// meters.</summary>
internal sealed class AdvanceTrace : IDisposable
{
    private readonly Study _before;
    private readonly Activity? _span;
    private bool _isOver;

    private AdvanceTrace(Study before)
    {
        _before = before;
        _span = StudyTrace.Begin("advance", before);
    }

    /// <summary>Begins to watch; null when nobody wants to know.</summary>
    public static AdvanceTrace? Begin(Study before) =>
        TunerTelemetry.Source.HasListeners() || TunerMeters.Trials.Enabled || TunerMeters.Spend.Enabled
        || TunerMeters.BudgetRemaining.Enabled
            ? new(before)
            : null;

    /// <summary>Says what came of the advance.</summary>
    /// <param name="trace">What it is seen by; null when nobody wants to know.</param>
    /// <param name="commit">Whether it is in the table.</param>
    /// <param name="result">The advance.</param>
    /// <param name="warm">What is known of the study after it.</param>
    public static void End(AdvanceTrace? trace, AdvanceCommit commit, AdvanceResult result, WarmStudy warm)
    {
        if (trace is null) return;
        trace._isOver = true;
        if (commit == AdvanceCommit.Written) trace.Written(result, warm);
        else trace._span?.SetTag(SpanTags.State, commit.ToString().ToLowerInvariant());
    }

    /// <summary>Nothing was to be done.</summary>
    public static void Drop(AdvanceTrace? trace)
    {
        if (trace is null) return;
        trace._isOver = true;
        StudyTrace.Drop(trace._span);
    }

    public void Dispose()
    {
        if (!_isOver) StudyTrace.Fail(_span, _before, "the advance could not be made");
        _span?.Dispose();
    }

    private void Written(AdvanceResult result, WarmStudy warm)
    {
        var after = result.Study;
        BudgetsSeen.See(after);
        var (told, pruned) = (0, result.NewTrials.Where(trial => trial.HasEnded));
        foreach (var trial in ToldOf(after, warm).Concat(pruned))
        {
            Tell(after, trial);
            told++;
        }

        _span?.SetTag("sequence", after.Sequence)
            .SetTag("n_trials_told", told)
            .SetTag("n_trials_suggested", result.NewTrials.Count)
            .SetTag(SpanTags.Sampler, after.Spec.Sampler.Type)
            .SetTag(SpanTags.Cost, (double)after.Spent.Usd)
            .SetTag(SpanTags.State, after.State.ToString().ToLowerInvariant());
        if (result.Fault is not null) StudyTrace.Fail(_span, after, after.Error ?? "the study cannot go on");
        StudyTrace.EndIfOver(_before, after);
    }

    private IEnumerable<Trial> ToldOf(Study after, WarmStudy warm)
    {
        var open = after.Open.Select(o => o.Number).ToHashSet();
        foreach (var number in _before.Open.Select(o => o.Number))
            if (!open.Contains(number) && warm.FindTrial(number) is ({ HasEnded: true } trial, _)) yield return trial;
    }

    private static void Tell(Study study, Trial trial)
    {
        var sampler = new KeyValuePair<string, object?>(TunerMeters.SamplerTag, study.Spec.Sampler.Type);
        TunerMeters.Trials.Add(1, sampler, new(TunerMeters.StateTag, SpanTags.StateOf(trial)));
        if (trial.Cost.Micro > 0) TunerMeters.Spend.Add((double)trial.Cost.Usd, sampler);
        if (study.Spec.IsExternal) StudyTrace.AddEvaluation(study, trial);
        using var span = StudyTrace.Begin("tell", study, trial.Number);
        span?.SetTag(SpanTags.Sampler, study.Spec.Sampler.Type).Conclude(study, trial);
    }
}
