using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The money of one attempt at a trial: what it has cost so far, and whether its reservation pays for it - with more asked for in time.</summary>
internal sealed class Spending
{
    /// <summary>More money is asked for when a fifth of what is set aside is left, but not so late that the answer comes too late …</summary>
    private static readonly TimeSpan AskAtLeastAhead = TimeSpan.FromMilliseconds(200);

    /// <summary>… nor so early that others lack the money meanwhile.</summary>
    private static readonly TimeSpan AskAtMostAhead = TimeSpan.FromSeconds(1);

    /// <summary>The least time that more money is asked for at once.</summary>
    private static readonly TimeSpan LeastExtension = TimeSpan.FromMilliseconds(500);

    /// <summary>What an objective may say at most that it cost; more cannot be meant.</summary>
    private const decimal MostUsd = 1_000_000_000m;

    private readonly TrialLease _lease;
    private readonly Meter? _meter;
    private readonly ILogger _logger;
    private readonly bool _isLimited;
    private readonly bool _countsReported;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private TimeSpan _askAgainAt;
    private long _askedAtReported = -1;
    private long _spentOnRepeats;

    public Spending(TrialLease lease, ILogger logger)
    {
        _lease = lease;
        _logger = logger;
        var budget = lease.Study.Spec.Budget;
        _isLimited = budget is not null;
        _meter = Meter.Of(budget);
        _countsReported = _meter is null || budget!.Reported;
    }

    /// <summary>What of the reservation earlier attempts have left, in micro-dollars.</summary>
    private long Left => Math.Max(0, _lease.Reserved - _lease.Trial.CostMicroUsd);

    /// <summary>How long the attempt may last for what its reported cost leaves.</summary>
    private TimeSpan Paid => _meter?.PaidTime(Left - _lease.ReportedMicroUsd) ?? TimeSpan.MaxValue;

    /// <summary>Whether the reservation pays for this attempt to start; what earlier attempts used up is asked for again.</summary>
    public async Task<bool> CanStartAsync(CancellationToken cancellationToken)
    {
        if (!_isLimited) return true;
        var before = _lease.Trial.CostMicroUsd;
        if (before > 0) await _lease.ReserveMoreAsync(before, cancellationToken);
        return _meter is null ? before == 0 || Left > 0 : Paid > TimeSpan.Zero;
    }

    /// <summary>The objective says what its evaluation has cost so far; that is charged where the budget has no other meter, or counts it beside them.</summary>
    /// <returns>The same in micro-dollars.</returns>
    public long Report(decimal costUsd)
    {
        var cost = Money.MicroFromUsd(Math.Clamp(costUsd, 0, MostUsd));
        if (_countsReported) _lease.ReportedMicroUsd = _spentOnRepeats + cost;
        return cost;
    }

    /// <summary>An evaluation of the point has ended; what it says of its cost replaces what it had reported.</summary>
    public void EndRepeat(decimal? costUsd)
    {
        if (costUsd is { } usd) Report(usd);
        _spentOnRepeats = _lease.ReportedMicroUsd;
    }

    /// <summary>Whether the attempt is paid for; asks for more money when it comes to an end.</summary>
    /// <param name="elapsed">How long the attempt has lasted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> IsPaidAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (!_isLimited) return true;
        // A wish for money that does not get through is no reason to give the trial up before the paid time is over.
        if (MustAsk(elapsed)) await Outage.TolerateAsync(_logger, () => AskAsync(elapsed, cancellationToken));
        return IsPaid(elapsed);
    }

    /// <summary>When, in the attempt's time after <paramref name="elapsed"/>, the money is to be looked at again.</summary>
    public TimeSpan NextLook(TimeSpan elapsed)
    {
        var paid = Paid;
        var ask = Max(AskAt(paid), _askAgainAt);
        return ask > elapsed ? ask : paid;
    }

    /// <summary>
    /// What the attempt costs: by the meter up to the time that is paid for - past that nobody waits for it - and all that it reported,
    /// which is spent, paid for or not.
    /// </summary>
    public long Charge(TimeSpan elapsed)
    {
        var reported = _countsReported ? _lease.ReportedMicroUsd : 0;
        return reported + (_meter is null ? 0 : Math.Min(_meter.Charge(elapsed), Math.Max(0, Left - reported)));
    }

    private async Task AskAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (!MustAsk(elapsed)) return;
            _askAgainAt = elapsed + AskAtLeastAhead;
            _askedAtReported = _lease.ReportedMicroUsd;
            await _lease.ReserveMoreAsync(Wanted(elapsed), cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    private bool IsPaid(TimeSpan elapsed) => _meter is null ? _lease.ReportedMicroUsd <= Left : elapsed < Paid;

    private bool MustAsk(TimeSpan elapsed)
    {
        var reported = _lease.ReportedMicroUsd;
        if (reported > _askedAtReported && !IsPaid(elapsed)) return true;
        return elapsed >= _askAgainAt && (_meter is null ? reported > Left - (Left / 5) : elapsed >= AskAt(Paid));
    }

    /// <summary>What is missing, and a quarter of what the attempt has taken so far: few requests, and no money hoarded that others could use.</summary>
    private long Wanted(TimeSpan elapsed)
    {
        var reported = _lease.ReportedMicroUsd;
        var metered = _meter?.Charge(elapsed) ?? 0;
        return Math.Max(0, reported + metered - Left) + (reported / 4) + (_meter?.Charge(Max(LeastExtension, elapsed / 4)) ?? 1);
    }

    /// <summary>When, in the trial's time, more money is asked for.</summary>
    private static TimeSpan AskAt(TimeSpan paid) =>
        paid == TimeSpan.MaxValue ? paid : paid - TimeSpan.FromTicks(Math.Clamp(paid.Ticks / 5, AskAtLeastAhead.Ticks, AskAtMostAhead.Ticks));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
