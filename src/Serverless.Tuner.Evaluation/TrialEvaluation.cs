using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Objectives.Command;

namespace Serverless.Tuner.Evaluation;

/// <summary>
/// One attempt at a trial, from its claim to its end: runs the objective, watches over it, gives it its grace period when it is cut short,
/// and records what came of it.
/// </summary>
internal sealed class TrialEvaluation(
    TrialLease lease, Func<IObjective> objective, PrunerCatalog pruners, TimeProvider time, ILogger logger,
    FunctionDeadline? deadline = null, DiskSpace? disk = null, ArtifactStore? artifacts = null)
{
    /// <summary>How often it checks whether the study cuts its running trials short, and whether reports are due to be written.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>A host that stops waits no longer than this, whatever the study's grace period.</summary>
    private static readonly TimeSpan LongestHostGrace = TimeSpan.FromSeconds(5);

    /// <summary>A program that does not end within its grace period is killed by its objective, which then takes a moment longer.</summary>
    private static readonly TimeSpan TimeToKill = TimeSpan.FromSeconds(1);

    private readonly Attempt _attempt = new(lease, pruners, deadline, time, logger) { Artifacts = artifacts };

    private readonly SecretValues _secrets = SecretValues.Of(lease.Study.Spec.Objective);

    private CancellationToken _stopping;

    private StudySpec Spec => lease.Study.Spec;

    private Cutoff Cutoff => _attempt.Cutoff;

    public async Task<EvaluationResult> RunAsync(CancellationToken stopping)
    {
        _stopping = stopping;
        try
        {
            return await EvaluateAsync(stopping);
        }
        finally
        {
            _attempt.Reports.End();
        }
    }

    private async Task<EvaluationResult> EvaluateAsync(CancellationToken stopping)
    {
        if (lease.Interruption is { } interruption) return await EndAsync(TrialOutcome.Pruned(interruption, null), Money.Zero);
        if (!await _attempt.Budget.CanStartAsync(stopping))
            return await EndAsync(TrialOutcome.Pruned(TrialOutcome.BudgetReason, null), Money.Zero);

        _attempt.Begin();
        Repeats? repeats = null;
        var evaluating = Task.Run(
            () => (repeats = new Repeats(lease, objective(), _attempt)).RunAsync(), CancellationToken.None);
        await WatchAsync(evaluating, stopping);
        _attempt.Budget.StopAsking();
        return await ConcludeAsync(evaluating, repeats?.LastValues, stopping);
    }

    /// <summary>Waits until the objective has ended, or has been cut short and not ended within its grace period.</summary>
    private async Task WatchAsync(Task evaluating, CancellationToken stopping)
    {
        var writing = Task.CompletedTask;
        var heartbeatAt = TrialClaims.HeartbeatInterval;
        while (!evaluating.IsCompleted)
        {
            _attempt.CutIfUnwanted();
            _attempt.CutIfTooLong();
            if (stopping.IsCancellationRequested) Cutoff.Fire(CutoffReason.Host, "the host stops");
            // The watch waits neither for money nor for a write: the storage may take longer to answer than the trial may last.
            var money = _attempt.CutIfUnpaid();
            if (Cutoff.Reason is not null && (Cutoff.Ago >= Grace || (Cutoff.Ago >= TimeToEnd && _attempt.IsOver(TimeToEnd)))) break;

            if (writing.IsCompleted && _attempt.Elapsed >= heartbeatAt)
            {
                _attempt.KeepLog();
                writing = _attempt.Reports.HeartbeatAsync(stopping);
                heartbeatAt = _attempt.Elapsed + TrialClaims.HeartbeatInterval;
            }
            else if (writing.IsCompleted && _attempt.Reports.TryStartWrite())
            {
                writing = _attempt.Reports.WriteAsync(stopping);
            }

            await Task.WhenAny(
                evaluating, money.IsCompleted ? evaluating : money,
                Task.Delay(NextLook(), time, Cutoff.Reason is null ? stopping : CancellationToken.None));
        }

        await writing;
        if (!evaluating.IsCompleted) Abandon(evaluating);
    }

    private TimeSpan Grace
    {
        get
        {
            var grace = TimeSpan.FromSeconds(Spec.GracePeriodSeconds);
            if (Cutoff.Reason is CutoffReason.Host && grace > LongestHostGrace) grace = LongestHostGrace;
            return IsProgram ? grace + TimeToKill : grace;
        }
    }

    private bool IsProgram => Spec.Objective.Kind == ObjectiveKind.Command;

    /// <summary>How long an objective may take to notice that its money is used up.</summary>
    private TimeSpan TimeToEnd => IsProgram ? TimeToKill : Tick;

    private TimeSpan NextLook()
    {
        var next = Cutoff.Reason is null ? _attempt.NextLook() : Grace - Cutoff.Ago;
        return TimeSpan.FromTicks(Math.Clamp(next.Ticks, TimeSpan.TicksPerMillisecond, Tick.Ticks));
    }

    private void Abandon(Task evaluating)
    {
        Logs.ObjectiveIgnoresCancellation(logger, Spec.Name, lease.Trial.Number);
        // What it still throws no longer counts.
        _ = evaluating.ContinueWith(
            static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>
    /// Records the outcome. A result that came although the evaluation was cut short counts when only time was over - it was paid for - but
    /// not when the pruner, the money or a user ended it.
    /// </summary>
    private async Task<EvaluationResult> ConcludeAsync(
        Task<TrialOutcome> evaluating, IReadOnlyList<double>? lastValues, CancellationToken stopping)
    {
        var cost = _attempt.Budget.Charge(_attempt.Elapsed);
        _attempt.KeepLog();
        if (lease.IsLost || Cutoff.Reason is CutoffReason.Lost) return EvaluationResult.Superseded;
        if (evaluating.IsCompletedSuccessfully && !Cutoff.IsFinal)
        {
            var outcome = await evaluating;
            if (outcome.State == TrialState.Complete || Cutoff.Reason is null) return await EndOrRetryAsync(outcome, cost);
        }

        if (evaluating.Exception?.InnerException is HandedOverException && Cutoff.Reason is null or CutoffReason.Host)
            return await HandOverAsync();

        switch (Cutoff.Reason)
        {
            case null: return await FailAsync(evaluating, cost);
            // Another attempt would take as long.
            case CutoffReason.FunctionTimeout: return await EndAsync(TrialOutcome.Failed(Cutoff.Text), cost);
            case CutoffReason.TrialTimeout: return await EndOrRetryAsync(TrialOutcome.Failed(Cutoff.Text), cost);
            case CutoffReason.Host:
                // The next host begins anew.
                await lease.ReleaseAsync(cost, CancellationToken.None);
                throw new OperationCanceledException("The host stops.", stopping);
            default: return await EndAsync(TrialOutcome.PrunedAt(Cutoff.Text, lastValues), cost);
        }
    }

    /// <summary>The objective threw: another attempt may do better, unless it says itself that it will not.</summary>
    private async Task<EvaluationResult> FailAsync(Task evaluating, Money cost)
    {
        try
        {
            await evaluating;
            throw new InvalidOperationException("The evaluation has not failed.");
        }
        catch (ObjectiveException e)
        {
            return await EndOrRetryAsync(TrialOutcome.Failed(_secrets.Hide(e.Message)), cost);
        }
        catch (Exception e)
        {
            Logs.AttemptFailed(logger, lease.Trial.Number, Spec.Name, lease.Trial.Attempt, _secrets.Hide(e));
            // A program's own message is enough; of a class the type of the exception matters too.
            var reason = e is CommandException or EndpointException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            return await EndOrRetryAsync(TrialOutcome.Failed(_secrets.Hide(reason)), cost, isFinal: false);
        }
    }

    /// <summary>The evaluation goes on elsewhere: the trial is left to call-backs, and to be looked at.</summary>
    private async Task<EvaluationResult> HandOverAsync()
    {
        var now = time.GetUtcNow();
        return await lease.HandOverAsync(now, CancellationToken.None) == LeaseState.Held
            ? new EvaluationResult(TrialState.Running) { LookAt = now }
            : EvaluationResult.Superseded;
    }

    private async Task<EvaluationResult> EndOrRetryAsync(TrialOutcome outcome, Money cost, bool isFinal = true)
    {
        outcome = _secrets.Hide(outcome);
        if (outcome.State != TrialState.Failed || Retries.After(Spec, lease.Trial, isFinal) is not { } delay)
            return await EndAsync(outcome, cost);
        return await lease.GiveBackAsync(outcome.Reason!, cost, CancellationToken.None) == LeaseState.Held
            ? new EvaluationResult(TrialState.Waiting, delay)
            : EvaluationResult.Superseded;
    }

    // Not the host's token: what has been computed is recorded even while the host stops.
    private async Task<EvaluationResult> EndAsync(TrialOutcome outcome, Money cost)
    {
        while (true)
        {
            try
            {
                return await lease.EndAsync(outcome, cost, CancellationToken.None) == LeaseState.Held
                    ? new EvaluationResult(outcome.State)
                    : EvaluationResult.Superseded;
            }
            catch (Exception e) when (disk is { IsFull: true } && StorageFailure.IsOutage(e))
            {
                // The storage has no room to write: the outcome waits until it has.
                await disk.PauseAsync(_stopping);
            }
        }
    }
}
