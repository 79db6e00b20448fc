using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Objectives.Command;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>
/// One attempt at a trial: runs its objective and watches over it - signs of life, the trial's timeout, the time that its
/// reservation pays for, and whether the study still wants it.
/// </summary>
internal sealed class Evaluation(TrialLease lease, ObjectiveRegistry objectives, TimeProvider time, ILogger logger)
{
    /// <summary>How often it looks whether the study wants running trials cut short.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an objective that was cancelled may take to end before it is left alone.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>More money is asked for when a fifth of the paid time is left, but not so late that the answer comes too late …</summary>
    private static readonly TimeSpan AskAtLeastAhead = TimeSpan.FromMilliseconds(200);

    /// <summary>… nor so early that others lack the money meanwhile.</summary>
    private static readonly TimeSpan AskAtMostAhead = TimeSpan.FromSeconds(1);

    /// <summary>The least time that more money is asked for at once.</summary>
    private static readonly TimeSpan LeastExtension = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(5);

    private readonly Meter? _meter = Meter.Of(lease.Study.Spec.Budget);
    private TrialContext _context = new(lease, CancellationToken.None);

    private StudySpec Spec => lease.Study.Spec;

    /// <summary>What of the reservation earlier attempts have left, in micro-dollars.</summary>
    private long Left => Math.Max(0, lease.Reserved - lease.Trial.CostMicroUsd);

    public async Task<EvaluateReply> RunAsync(CancellationToken stopping)
    {
        if (lease.Interruption is { } interruption) return await EndAsync(TrialOutcome.Pruned(interruption, null), TimeSpan.Zero, started: false);
        if (_meter is not null && !await CanPayAsync(stopping)) return await EndAsync(TrialOutcome.Pruned(TrialOutcome.BudgetReason, null), TimeSpan.Zero, started: false);

        var start = time.GetTimestamp();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _context = new TrialContext(lease, cut.Token);
        var evaluating = Task.Run(() => objectives.Resolve(Spec.Objective).EvaluateAsync(_context, cut.Token), CancellationToken.None);
        var verdict = await WatchAsync(evaluating, start, stopping);
        var elapsed = time.GetElapsedTime(start);
        if (!evaluating.IsCompleted) await AbandonAsync(evaluating, cut);
        if (_context.StopReason is { } told) verdict ??= TrialOutcome.Pruned(told, _context.LastReport);

        if (_context.IsLost) return EvaluateReply.Superseded;
        if (stopping.IsCancellationRequested && !evaluating.IsCompletedSuccessfully) return await StopAsync(elapsed, stopping);
        if (verdict is not null) return await EndAsync(verdict, elapsed);
        if (_context.FailedWrite is { } failure && !evaluating.IsCompletedSuccessfully) ExceptionDispatchInfo.Throw(failure);
        return await FinishAsync(evaluating, elapsed);
    }

    /// <summary>Waits for the objective; answers null when it ended, or how the trial ends because it must be cut short.</summary>
    private async Task<TrialOutcome?> WatchAsync(Task evaluating, long start, CancellationToken stopping)
    {
        var heartbeatAt = TrialClaims.HeartbeatInterval;
        var askAgainAt = TimeSpan.Zero;
        while (!evaluating.IsCompleted && !stopping.IsCancellationRequested && !_context.IsLost)
        {
            var elapsed = time.GetElapsedTime(start);
            if (lease.Interruption is { } interruption) return TrialOutcome.Pruned(interruption, _context.LastReport);
            if (Spec.TrialTimeoutSeconds is { } timeout && elapsed.TotalSeconds >= timeout)
                return TrialOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"timeout: it ran longer than {timeout:R} s"));

            var paid = _meter?.PaidTime(Left) ?? TimeSpan.MaxValue;
            if (elapsed >= Max(AskAt(paid), askAgainAt))
            {
                // A quarter of what the trial has taken so far: few requests, and no money hoarded that others could use.
                await TryAsync(() => lease.ReserveMoreAsync(_meter!.Charge(Max(LeastExtension, elapsed / 4)), stopping));
                paid = _meter!.PaidTime(Left);
                askAgainAt = elapsed + AskAtLeastAhead;
            }

            if (elapsed >= paid) return TrialOutcome.Pruned(TrialOutcome.BudgetReason, _context.LastReport);
            if (elapsed >= heartbeatAt)
            {
                await TryAsync(async () => _context.IsLost |= await lease.HeartbeatAsync(stopping) == LeaseState.Lost);
                heartbeatAt = time.GetElapsedTime(start) + TrialClaims.HeartbeatInterval;
            }

            await Task.WhenAny(evaluating, Task.Delay(NextLook(elapsed, paid), time, stopping));
        }

        return null;
    }

    /// <summary>A sign of life or a wish for money that does not get through is no reason to give the trial up; the next one may.</summary>
    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            Logs.StorageFailed(logger, e);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the loop sees it.
        }
    }

    private TimeSpan NextLook(TimeSpan elapsed, TimeSpan paid)
    {
        TimeSpan[] moments = [elapsed + Tick, AskAt(paid), paid, Spec.TrialTimeoutSeconds is { } timeout ? TimeSpan.FromSeconds(timeout) : TimeSpan.MaxValue];
        return Max(moments.Where(moment => moment > elapsed).Min() - elapsed, TimeSpan.FromMilliseconds(1));
    }

    /// <summary>When, in the trial's time, more money is asked for.</summary>
    private static TimeSpan AskAt(TimeSpan paid) =>
        paid == TimeSpan.MaxValue ? paid : paid - TimeSpan.FromTicks(Math.Clamp(paid.Ticks / 5, AskAtLeastAhead.Ticks, AskAtMostAhead.Ticks));

    /// <summary>Whether the reservation pays for this attempt; what earlier attempts used up is asked for again.</summary>
    private async Task<bool> CanPayAsync(CancellationToken cancellationToken)
    {
        if (lease.Trial.CostMicroUsd > 0) await lease.ReserveMoreAsync(lease.Trial.CostMicroUsd, cancellationToken);
        return _meter!.PaidTime(Left) > TimeSpan.Zero;
    }

    private async Task<EvaluateReply> FinishAsync(Task<ObjectiveResult> evaluating, TimeSpan elapsed)
    {
        ObjectiveResult result;
        try
        {
            result = await evaluating;
        }
        catch (ObjectiveException e)
        {
            return await EndAsync(TrialOutcome.Failed(e.Message), elapsed);
        }
        catch (Exception e)
        {
            return await FailAttemptAsync(e, elapsed);
        }

        var cost = _meter is null && result.CostUsd is { } usd ? Money.MicroFromUsd(Math.Clamp(usd, 0, 1_000_000_000m)) : (long?)null;
        return await EndAsync(TrialOutcome.Of(Spec, Measured(result)), elapsed, reported: cost);
    }

    private Measurement Measured(ObjectiveResult result) => new(result.Values)
    {
        Names = [.. objectives.Resolve(Spec.Objective).Metrics.Select(m => m.Name)],
        Metrics = result.Metrics,
        Constraints = result.Constraints,
        Attributes = result.Attributes,
        Reports = _context.Reports,
    };

    /// <summary>The objective threw: the trial is tried again, or has failed.</summary>
    private async Task<EvaluateReply> FailAttemptAsync(Exception thrown, TimeSpan elapsed)
    {
        Logs.AttemptFailed(logger, lease.Trial.Number, Spec.Name, lease.Trial.Attempt, thrown);
        // Of a program that failed only what it said matters, of a class also what it threw.
        var reason = thrown is CommandException ? thrown.Message : $"{thrown.GetType().Name}: {thrown.Message}";
        if (lease.Trial.Failures + 1 >= Spec.MaxAttempts) return await EndAsync(TrialOutcome.Failed(reason), elapsed);

        var delay = Math.Min(Spec.RetryDelaySeconds * Math.Pow(2, lease.Trial.Failures), LongestRetryDelay.TotalSeconds);
        return await lease.GiveBackAsync(reason, Charge(elapsed), CancellationToken.None) == LeaseState.Held
            ? new EvaluateReply(nameof(TrialState.Waiting), delay)
            : EvaluateReply.Superseded;
    }

    private async Task<EvaluateReply> EndAsync(TrialOutcome outcome, TimeSpan elapsed, bool started = true, long? reported = null)
    {
        var cost = reported ?? (started ? Charge(elapsed) : 0);
        // Not the host's token: what has been computed is recorded even while the host stops.
        return await lease.EndAsync(outcome, cost, CancellationToken.None) == LeaseState.Held
            ? new EvaluateReply(outcome.State.ToString())
            : EvaluateReply.Superseded;
    }

    /// <summary>The host stops: gives the trial back for the next host, with what this attempt cost.</summary>
    private async Task<EvaluateReply> StopAsync(TimeSpan elapsed, CancellationToken stopping)
    {
        await lease.ReleaseAsync(Charge(elapsed), CancellationToken.None);
        throw new OperationCanceledException("The host stops.", stopping);
    }

    /// <summary>The meter runs while the objective does, up to the time that is paid for: past that nobody waits for it.</summary>
    private long Charge(TimeSpan elapsed) => _meter is null ? 0 : Math.Min(_meter.Charge(elapsed), Left);

    private async Task AbandonAsync(Task evaluating, CancellationTokenSource cut)
    {
        await cut.CancelAsync();
        await Task.WhenAny(evaluating, Task.Delay(Grace, time, CancellationToken.None));
        if (!evaluating.IsCompleted) Logs.ObjectiveIgnoresCancellation(logger, Spec.Name, lease.Trial.Number);
        // Whatever it still throws is of no interest to anybody.
        _ = evaluating.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
