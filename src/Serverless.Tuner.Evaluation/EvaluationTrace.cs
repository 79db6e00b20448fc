using System.Diagnostics;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Evaluation;

/// <summary>What one attempt at a trial is seen by: a span, current while the objective runs, and its place among those that run.</summary>
internal sealed class EvaluationTrace : IDisposable
{
    private readonly TrialLease _lease;
    private readonly Activity? _span;
    private readonly IDisposable? _running = TunerMeters.CountRunning();
    private bool _isOver;

    public EvaluationTrace(TrialLease lease)
    {
        _lease = lease;
        _span = StudyTrace.Begin("evaluate", lease.Study, lease.Trial.Number)
            ?.SetTag("objective", lease.Study.Spec.Objective.Kind.ToString().ToLowerInvariant());
    }

    /// <summary>The attempt has come to its end, and the trial's row says to which.</summary>
    public void End(EvaluationResult result)
    {
        _isOver = true;
        var trial = _lease.Trial;
        StudyTrace.Conclude(_span, _lease.Study, trial);
        if (result.State is null) StudyTrace.Fail(_span, _lease.Study, "another evaluation has the trial, or its study is gone");
        else if (result.RetryAfter is not null) StudyTrace.Fail(_span, _lease.Study, trial.Outcome.Reason ?? "the attempt failed");
    }

    public void Dispose()
    {
        if (!_isOver) StudyTrace.Fail(_span, _lease.Study, "the evaluation was broken off");
        _span?.Dispose();
        _running?.Dispose();
    }
}
