using System.Numerics;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// What an attempt at a trial costs by its time, and by being one: the sum of the study's meters. Charges round up, paid time
/// rounds down, so that a reservation is never exceeded.
/// </summary>
/// <remarks>
/// Computed in whole numbers: a price per second is seldom a decimal, and rounded it would charge an hour at 6 cents a
/// micro-dollar too much. An execution on Azure Functions is billed as the Consumption plan does: its time rounded up to a
/// millisecond and at least 100 of them, its memory rounded up to 128 MB.
/// </remarks>
public sealed class Meter
{
    private const long TicksPerHour = TimeSpan.TicksPerHour;
    private const int StepsPerGb = 8;
    private const int LeastBilledMs = 100;

    // Micro-dollars of an attempt, of a tick of its time, and of a billed millisecond of it, all over the same denominator.
    private readonly BigInteger _perAttempt;
    private readonly BigInteger _perTick;
    private readonly BigInteger _perMs;
    private readonly BigInteger _denominator;

    private Meter(decimal usdPerAttempt, decimal usdPerExecution, decimal usdPerHour, decimal usdPerGbSecond, BigInteger memorySteps)
    {
        decimal[] prices = [usdPerAttempt, usdPerExecution, usdPerHour, usdPerGbSecond];
        var scale = BigInteger.Pow(10, prices.Max(p => p.Scale));
        _denominator = scale * TicksPerHour * StepsPerGb;
        _perAttempt = (Micro(usdPerAttempt) + Micro(usdPerExecution)) * TicksPerHour * StepsPerGb;
        _perTick = Micro(usdPerHour) * StepsPerGb;
        _perMs = Micro(usdPerGbSecond) * memorySteps * (TicksPerHour / 1000);

        BigInteger Micro(decimal usd) => Digits(usd) * 1_000_000 * (scale / BigInteger.Pow(10, usd.Scale));
    }

    /// <summary>The meter of a budget that prices time or attempts; null when neither costs anything, whatever objectives report.</summary>
    internal static Meter? Of(BudgetSpec? budget) => budget is null or { UsdPerHour: null, UsdPerTrial: null, Functions: null }
        ? null
        : new Meter(
            budget.UsdPerTrial ?? 0,
            budget.Functions?.UsdPerExecution ?? 0,
            budget.UsdPerHour ?? 0,
            budget.Functions?.UsdPerGbSecond ?? 0,
            new BigInteger(decimal.Ceiling((budget.Functions?.MemoryGb ?? 0) * StepsPerGb)));

    /// <summary>Whether what an objective reports is part of a trial's cost:
    /// where the budget says so, and where nothing else is metered.</summary>
    internal static bool CountsReported(BudgetSpec? budget) =>
        budget is null or { Reported: true } or { UsdPerHour: null, UsdPerTrial: null, Functions: null };

    /// <summary>Whether time costs money, so that a trial has a deadline that its reservation can pay for.</summary>
    internal bool ChargesTime => _perTick + _perMs > 0;

    /// <summary>What an attempt of this length costs.</summary>
    public Money Charge(TimeSpan elapsed)
    {
        var ticks = Math.Max(0, elapsed.Ticks);
        var billedMs = Math.Max(LeastBilledMs, (ticks / TimeSpan.TicksPerMillisecond) + (ticks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0));
        var cost = _perAttempt + (ticks * _perTick) + (billedMs * _perMs);
        return new Money((long)BigInteger.Min((cost + _denominator - 1) / _denominator, long.MaxValue));
    }

    /// <summary>How long an attempt may last for an amount; zero when it cannot even start.</summary>
    internal TimeSpan PaidTime(Money amount)
    {
        var left = (amount.Micro * _denominator) - _perAttempt;
        if (left < _perMs * LeastBilledMs) return TimeSpan.Zero;
        if (!ChargesTime) return TimeSpan.MaxValue;

        // Whole milliseconds at both prices, then as far into the next one as is left; the first hundred are billed together.
        var wholeMs = left / (_perMs + (_perTick * TimeSpan.TicksPerMillisecond));
        var billedMs = BigInteger.Max(wholeMs + 1, LeastBilledMs);
        if (wholeMs >= LeastBilledMs && left < (_perMs * billedMs) + (_perTick * wholeMs * TimeSpan.TicksPerMillisecond))
            billedMs = wholeMs;
        var ticks = billedMs * TimeSpan.TicksPerMillisecond;
        if (_perTick > 0) ticks = BigInteger.Min(ticks, (left - (_perMs * billedMs)) / _perTick);
        return TimeSpan.FromTicks((long)BigInteger.Min(ticks, TimeSpan.MaxValue.Ticks));
    }

    private static BigInteger Digits(decimal value)
    {
        var bits = decimal.GetBits(value);
        return ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
    }
}
