using System.Globalization;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Evaluation;

/// <summary>One attempt at a trial while it runs: its time, its money, its reports, and what cuts it short.</summary>
internal sealed class Attempt
{
    private readonly TrialLease _lease;
    private readonly TimeProvider _time;
    private readonly StudySpec _spec;
    private readonly FunctionDeadline? _deadline;
    private long _start;
    private TimeSpan _before;

    public Attempt(TrialLease lease, PrunerCatalog pruners, FunctionDeadline? deadline, TimeProvider time, ILogger logger)
    {
        _lease = lease;
        _deadline = deadline;
        _time = time;
        _spec = lease.Study.Spec;
        _start = time.GetTimestamp();
        Cutoff = new Cutoff(time);
        Budget = new AttemptBudget(lease, logger, Cutoff.Token);
        Reports = new ReportWriter(lease, pruners.Create(_spec), Cutoff, time, logger);
    }

    /// <summary>Whether and why it was cut short.</summary>
    public Cutoff Cutoff { get; }

    /// <summary>Its money.</summary>
    public AttemptBudget Budget { get; }

    /// <summary>Its intermediate values.</summary>
    public ReportWriter Reports { get; }

    /// <summary>What it writes.</summary>
    public LogTail Log { get; } = new();

    /// <summary>Where its files are kept; null where none are.</summary>
    public ArtifactStore? Artifacts { get; init; }

    /// <summary>Has the next write to the trial take along what it has written, if that is more than the last one did.</summary>
    public void KeepLog()
    {
        if (Log.TakeNew(_lease.Trial.Attempt) is { } log) _lease.Log = log;
    }

    /// <summary>The objective starts: from now on time counts.</summary>
    public void Begin() => _start = _time.GetTimestamp();

    /// <summary>It goes on that was begun elsewhere: the time since then counts.</summary>
    public void Continue(TimeSpan before)
    {
        _before = before > TimeSpan.Zero ? before : TimeSpan.Zero;
        Begin();
    }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Elapsed => _before + _time.GetElapsedTime(_start);

    /// <summary>How long it is still paid for; below 0 once it is not, <see cref="TimeSpan.MaxValue"/> where time costs nothing.</summary>
    public TimeSpan PaidLeft => Budget.PaidTime is var paid && paid == TimeSpan.MaxValue ? paid : paid - Elapsed;

    /// <summary>How long it has to end once it is cut short: the study's grace
    /// period, as far as its money and the Functions host let it.</summary>
    public TimeSpan GracePeriod
    {
        get
        {
            var longest = Math.Min(PaidLeft.Ticks, _deadline?.GraceLeft.Ticks ?? long.MaxValue);
            return TimeSpan.FromTicks(Math.Clamp(longest, 0, TimeSpan.FromSeconds(_spec.GracePeriodSeconds).Ticks));
        }
    }

    /// <summary>Whether its grace period is cut off: its money is used up, or the Functions host would end the worker.</summary>
    /// <param name="timeToEnd">How long an objective may take to notice that its money is used up.</param>
    public bool IsOver(TimeSpan timeToEnd) => PaidLeft <= -timeToEnd || _deadline?.GraceLeft <= TimeSpan.Zero;

    /// <summary>Cuts it short when the study wants its running trials to end, or this one was cancelled.</summary>
    public void CutIfUnwanted()
    {
        if (_lease.Interruption is not { } interruption) return;
        var isCancelled = interruption == Core.Studies.TrialOutcome.CancelledReason;
        Cutoff.Fire(isCancelled ? CutoffReason.Cancelled : CutoffReason.Study, interruption);
    }

    /// <summary>Cuts it short when it has lasted longer than a trial may, or than the Functions host lets it.</summary>
    public void CutIfTooLong()
    {
        if (_deadline is { } deadline && deadline.Left <= TimeSpan.Zero) Cutoff.Fire(CutoffReason.FunctionTimeout, deadline.Reason);
        if (_spec.TrialTimeoutSeconds is { } timeout && Elapsed.TotalSeconds >= timeout)
            Cutoff.Fire(
                CutoffReason.TrialTimeout, string.Create(CultureInfo.InvariantCulture, $"timeout: it ran longer than {timeout:R} s"));
    }

    /// <summary>Cuts it short when its money is used up, and asks for more in time. Once it is cut short, no more is asked for.</summary>
    /// <returns>Ends with the answer to a request for money, if one is under way.</returns>
    public Task CutIfUnpaid()
    {
        if (Cutoff.Reason is not null) return Task.CompletedTask;
        var answer = Budget.AskInTime(Elapsed);
        if (!Budget.IsPaid(Elapsed)) Cutoff.Fire(CutoffReason.Budget, Core.Studies.TrialOutcome.BudgetReason);
        return answer;
    }

    /// <summary>The same, but waits for the answer to the request for money, unless it is cut short.</summary>
    public async Task CutIfUnpaidAsync(CancellationToken cancellationToken)
    {
        // An earlier request may be under way that does not cover what was reported since.
        for (var i = 0; i < 2 && CutIfUnpaid() is { IsCompleted: false } answer; i++)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Cutoff.Token);
            await answer.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _ = CutIfUnpaid();
    }

    /// <summary>How long until its money or its time must be checked again.</summary>
    public TimeSpan NextLook()
    {
        var elapsed = Elapsed;
        var next = Budget.NextLook(elapsed);
        if (_spec.TrialTimeoutSeconds is { } timeout && timeout < next.TotalSeconds) next = TimeSpan.FromSeconds(timeout);
        var left = TimeSpan.FromTicks(Math.Min(next.Ticks - elapsed.Ticks, _deadline?.Left.Ticks ?? long.MaxValue));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
