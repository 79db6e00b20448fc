using Microsoft.Extensions.Logging;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The money of one attempt at a trial: what it has cost so far, and whether its reservation pays for it - with more asked for in time.</summary>
internal sealed class Spending(TrialLease lease, ILogger logger)
{
    /// <summary>More money is asked for when a fifth of what is set aside is left, but not so late that the answer comes too late …</summary>
    private static readonly TimeSpan AskAtLeastAhead = TimeSpan.FromMilliseconds(200);

    /// <summary>… nor so early that others lack the money meanwhile.</summary>
    private static readonly TimeSpan AskAtMostAhead = TimeSpan.FromSeconds(1);

    /// <summary>The least time that more money is asked for at once.</summary>
    private static readonly TimeSpan LeastExtension = TimeSpan.FromMilliseconds(500);

    private readonly BudgetSpec? _budget = lease.Study.Spec.Budget;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private TimeSpan _askAgainAt;
    private long _askedAtReported = -1;
    private long _spentOnRepeats;

    private AttemptMoney Money => AttemptMoney.Of(_budget, lease.Reserved, lease.Trial.CostMicroUsd, lease.ReportedMicroUsd);

    /// <summary>What of the reservation earlier attempts have left, in micro-dollars.</summary>
    private long Room => Math.Max(0, lease.Reserved - lease.Trial.CostMicroUsd);

    /// <summary>Whether the reservation pays for this attempt to start; what earlier attempts used up is asked for again.</summary>
    public async Task<bool> CanStartAsync(CancellationToken cancellationToken)
    {
        if (_budget is null) return true;
        var earlier = lease.Trial.CostMicroUsd;
        if (earlier > 0) await lease.ReserveMoreAsync(earlier, cancellationToken);
        return Money.PaidTime > TimeSpan.Zero && (earlier == 0 || Room > 0);
    }

    /// <summary>The objective says what its evaluation has cost so far.</summary>
    /// <returns>The same in micro-dollars.</returns>
    public long Report(decimal costUsd)
    {
        var cost = AttemptMoney.FromReport(costUsd);
        lease.ReportedMicroUsd = _spentOnRepeats + cost;
        return cost;
    }

    /// <summary>An evaluation of the point has ended; what it says of its cost replaces what it had reported.</summary>
    public void EndRepeat(decimal? costUsd)
    {
        if (costUsd is { } usd) Report(usd);
        _spentOnRepeats = lease.ReportedMicroUsd;
    }

    /// <summary>Whether the attempt is paid for; asks for more money when it comes to an end.</summary>
    /// <param name="elapsed">How long the attempt has lasted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> IsPaidAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (_budget is null) return true;
        // A wish for money that does not get through is no reason to give the trial up before what it has is used up.
        if (MustAsk(elapsed)) await Outage.TolerateAsync(logger, () => AskAsync(elapsed, cancellationToken));
        return IsPaid(elapsed);
    }

    /// <summary>How long the attempt may last in all for what is set aside.</summary>
    public TimeSpan PaidTime => _budget is null ? TimeSpan.MaxValue : Money.PaidTime;

    /// <summary>When, in the attempt's time after <paramref name="elapsed"/>, the money is to be looked at again.</summary>
    public TimeSpan NextLook(TimeSpan elapsed)
    {
        var paid = Money.PaidTime;
        var ask = Max(AskAt(paid), _askAgainAt);
        return ask > elapsed ? ask : paid;
    }

    /// <summary>
    /// What the attempt costs: by the meter up to the time that is paid for - past that nobody waits for it - and all that it reported,
    /// which is spent, paid for or not.
    /// </summary>
    public long Charge(TimeSpan elapsed) => Money.Charge(elapsed);

    private async Task AskAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (!MustAsk(elapsed)) return;
            _askAgainAt = elapsed + AskAtLeastAhead;
            _askedAtReported = Money.Reported;
            await lease.ReserveMoreAsync(Wanted(elapsed), cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    private bool IsPaid(TimeSpan elapsed) => Money.Reported <= Room && elapsed < Money.PaidTime;

    private bool MustAsk(TimeSpan elapsed)
    {
        var money = Money;
        if (money.Reported > _askedAtReported && !IsPaid(elapsed)) return true;
        return elapsed >= _askAgainAt && (money.Reported > Room - (Room / 5) || elapsed >= AskAt(money.PaidTime));
    }

    /// <summary>What is missing, and a quarter of what the attempt has taken so far: few requests, and no money hoarded that others could use.</summary>
    private long Wanted(TimeSpan elapsed)
    {
        var (meter, _, reported) = Money;
        var missing = Math.Max(0, reported + (meter?.Charge(elapsed) ?? 0) - Room);
        return missing + (reported / 4) + (meter?.Charge(Max(LeastExtension, elapsed / 4)) ?? 0);
    }

    /// <summary>When, in the trial's time, more money is asked for.</summary>
    private static TimeSpan AskAt(TimeSpan paid) =>
        paid == TimeSpan.MaxValue ? paid : paid - TimeSpan.FromTicks(Math.Clamp(paid.Ticks / 5, AskAtLeastAhead.Ticks, AskAtMostAhead.Ticks));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
