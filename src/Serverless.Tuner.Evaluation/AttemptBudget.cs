using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Evaluation;

/// <summary>The money of one attempt at a trial: what it has cost so far, and
/// whether its reservation pays for it - with more asked for in time.</summary>
/// <param name="lease">The trial.</param>
/// <param name="logger">Takes failures of the storage.</param>
/// <param name="cutoff">Fires when the attempt is cut short: no more money is waited for then.</param>
internal sealed class AttemptBudget(TrialLease lease, ILogger logger, CancellationToken cutoff)
{
    /// <summary>More money is asked for when a fifth of what is set aside
    /// is left, but not so late that the answer comes too late …</summary>
    private static readonly TimeSpan AskAtLeastAhead = TimeSpan.FromMilliseconds(200);

    /// <summary>… nor so early that others lack the money meanwhile.</summary>
    private static readonly TimeSpan AskAtMostAhead = TimeSpan.FromSeconds(1);

    /// <summary>The least time that more money is asked for at once.</summary>
    private static readonly TimeSpan LeastExtension = TimeSpan.FromMilliseconds(500);

    /// <summary>So long an answer may be late before the attempt counts as unpaid:
    /// a moment without money, but not one that the storage decides.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly BudgetSpec? _budget = lease.Study.Spec.Budget;
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(cutoff);
    private readonly Lock _lock = new();
    private Task _answer = Task.CompletedTask;
    private TimeSpan _askedAt;
    private TimeSpan _askAgainAt;
    private Money? _askedAtReported;
    private Money _spentOnRepeats;

    private AttemptMoney Attempt => AttemptMoney.Of(_budget, lease.Reserved, lease.Trial.Cost, lease.Reported);

    /// <summary>What of the reservation earlier attempts have left.</summary>
    private Money Room => Money.Max(Money.Zero, lease.Reserved - lease.Trial.Cost);

    /// <summary>Whether the reservation pays for this attempt to start; what earlier attempts used up is asked for again.</summary>
    public async Task<bool> CanStartAsync(CancellationToken cancellationToken)
    {
        if (_budget is null) return true;
        var earlier = lease.Trial.Cost;
        if (earlier > Money.Zero) await lease.ReserveMoreAsync(earlier, cancellationToken);
        return Attempt.PaidTime > TimeSpan.Zero && (earlier == Money.Zero || Room > Money.Zero);
    }

    /// <summary>The objective says what its evaluation has cost so far.</summary>
    public Money Report(decimal costUsd)
    {
        var cost = AttemptMoney.FromReport(costUsd);
        lease.Reported = _spentOnRepeats + cost;
        return cost;
    }

    /// <summary>An evaluation of the point has ended; what it says of its cost replaces what it had reported.</summary>
    public void EndRepeat(decimal? costUsd)
    {
        if (costUsd is { } usd) Report(usd);
        _spentOnRepeats = lease.Reported;
    }

    /// <summary>Whether the attempt is paid for, by what is known; waits for nothing.</summary>
    /// <param name="elapsed">How long the attempt has lasted.</param>
    public bool IsPaid(TimeSpan elapsed)
    {
        if (_budget is null) return true;
        lock (_lock) return Covers(elapsed) || (!_answer.IsCompleted && elapsed < LatestAnswer);
    }

    /// <summary>Asks for more money in the background when the attempt's comes to an end, one request at a time.</summary>
    /// <param name="elapsed">How long the attempt has lasted.</param>
    /// <returns>Ends with the answer, if one is to come.</returns>
    public Task AskInTime(TimeSpan elapsed)
    {
        if (_budget is null) return Task.CompletedTask;
        lock (_lock)
        {
            if (!_answer.IsCompleted || !MustAsk(elapsed)) return _answer;
            (_askedAt, _askAgainAt, _askedAtReported) = (elapsed, elapsed + AskAtLeastAhead, Attempt.Reported);
            var wanted = Wanted(elapsed);
            // When the request fails, the trial goes on until its money is used up.
            return _answer = Task.Run(
                () => BestEffort.TryAsync(logger, () => lease.ReserveMoreAsync(wanted, _ending.Token)), CancellationToken.None);
        }
    }

    /// <summary>The attempt is over: an answer that is still under way is not waited for.</summary>
    public void StopAsking() => _ = _ending.CancelAsync();

    /// <summary>How long the attempt may last in all for what is set aside.</summary>
    public TimeSpan PaidTime => _budget is null ? TimeSpan.MaxValue : Attempt.PaidTime;

    /// <summary>When, in the attempt's time after <paramref name="elapsed"/>, the money is to be looked at again.</summary>
    public TimeSpan NextLook(TimeSpan elapsed)
    {
        if (_budget is null) return TimeSpan.MaxValue;
        lock (_lock)
        {
            var paid = Attempt.PaidTime;
            if (!_answer.IsCompleted) return elapsed < paid ? paid : LatestAnswer;
            var ask = Max(AskAt(paid), _askAgainAt);
            return ask > elapsed ? ask : paid;
        }
    }

    /// <summary>
    /// What the attempt costs: by the meter up to the time that is paid for, after which it is not waited for, and all that it reported,
    /// which is spent, paid for or not.
    /// </summary>
    public Money Charge(TimeSpan elapsed) => Attempt.Charge(elapsed);

    private bool Covers(TimeSpan elapsed) => Attempt.Reported <= Room && elapsed < Attempt.PaidTime;

    /// <summary>How long, in the attempt's time, an answer that is under way is waited for after the money has come to its end.</summary>
    private TimeSpan LatestAnswer => (Attempt.Reported <= Room ? Max(_askedAt, Attempt.PaidTime) : _askedAt) + LongestWait;

    private bool MustAsk(TimeSpan elapsed)
    {
        var money = Attempt;
        if ((_askedAtReported is not { } before || money.Reported > before) && !Covers(elapsed)) return true;
        return elapsed >= _askAgainAt && (money.Reported > Room - (Room / 5) || elapsed >= AskAt(money.PaidTime));
    }

    /// <summary>What is missing, and a quarter of what the attempt has taken so far:
    /// few requests, and little money set aside that other trials could use.</summary>
    private Money Wanted(TimeSpan elapsed)
    {
        var (meter, _, reported) = Attempt;
        var missing = Money.Max(Money.Zero, reported + (meter?.Charge(elapsed) ?? Money.Zero) - Room);
        return missing + (reported / 4) + (meter?.Charge(Max(LeastExtension, elapsed / 4)) ?? Money.Zero);
    }

    /// <summary>When, in the trial's time, more money is asked for.</summary>
    private static TimeSpan AskAt(TimeSpan paid) =>
        paid == TimeSpan.MaxValue
            ? paid
            : paid - TimeSpan.FromTicks(Math.Clamp(paid.Ticks / 5, AskAtLeastAhead.Ticks, AskAtMostAhead.Ticks));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
