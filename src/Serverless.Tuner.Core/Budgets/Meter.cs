using System.Numerics;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// What an attempt at a trial costs by its time, and by being one: the sum of the study's meters. Charges round up, paid time
/// rounds down, so that a reservation is never exceeded.
/// </summary>
/// <remarks>
/// Computed in whole numbers: a price per second is seldom a decimal, and rounded it would charge an hour at 6 cents a
/// micro-dollar too much. An execution on Azure Functions is billed as its plan does: on Consumption its time rounded up to a
/// millisecond and at least 100 of them, its memory rounded up to 128 MB; on Flex Consumption its time rounded up to 100
/// milliseconds and at least a second, times the memory of the instance.
/// </remarks>
public sealed class Meter
{
    private const long TicksPerHour = TimeSpan.TicksPerHour;
    private const int StepsPerGb = 8;

    // Micro-dollars of an attempt, of a tick of its time, and of a billed millisecond of it, all over the same denominator.
    private readonly BigInteger _perAttempt;
    private readonly BigInteger _perTick;
    private readonly BilledTime _consumption;
    private readonly BilledTime _flex;
    private readonly BigInteger _denominator;

    private Meter(BudgetSpec budget)
    {
        var (consumption, flex) = (budget.Functions, budget.Flex);
        var memory = decimal.Ceiling((consumption?.MemoryGb ?? 0) * StepsPerGb);
        var flexMemory = flex?.MemoryGb ?? FlexMeterSpec.UsualMemoryGb;
        decimal[] prices =
            [budget.UsdPerTrial ?? 0, budget.UsdPerHour ?? 0, consumption?.UsdPerExecution ?? 0, consumption?.UsdPerGbSecond ?? 0,
             flex?.UsdPerExecution ?? 0];
        var flexPrice = flex?.UsdPerGbSecond ?? 0;
        var digits = Math.Max(prices.Max(p => p.Scale), flexPrice.Scale + flexMemory.Scale);
        _denominator = BigInteger.Pow(10, digits) * TicksPerHour * StepsPerGb;
        _perAttempt = (Micro(prices[0]) + Micro(prices[2]) + Micro(prices[4])) * TicksPerHour * StepsPerGb;
        _perTick = Micro(prices[1]) * StepsPerGb;
        _consumption = new(Micro(prices[3]) * new BigInteger(memory) * (TicksPerHour / 1000), StepMs: 1, LeastMs: 100);
        _flex = new(Micro(flexPrice, flexMemory) * StepsPerGb * (TicksPerHour / 1000), StepMs: 100, LeastMs: 1_000);

        BigInteger Micro(decimal usd, decimal times = 1) =>
            Digits(usd) * Digits(times) * 1_000_000 * BigInteger.Pow(10, digits - usd.Scale - times.Scale);
    }

    /// <summary>The meter of a budget that prices time or attempts; null when neither costs anything, whatever objectives report.</summary>
    internal static Meter? Of(BudgetSpec? budget) => budget is null || !HasPrices(budget) ? null : new Meter(budget);

    /// <summary>Whether what an objective reports is part of a trial's cost:
    /// where the budget says so, and where nothing else is metered.</summary>
    internal static bool CountsReported(BudgetSpec? budget) => budget is null or { Reported: true } || !HasPrices(budget);

    /// <summary>Whether time costs money, so that a trial has a deadline that its reservation can pay for.</summary>
    internal bool ChargesTime => PerMs > 0;

    private BigInteger PerMs => (_perTick * TimeSpan.TicksPerMillisecond) + _consumption.PerMs + _flex.PerMs;

    /// <summary>What an attempt of this length costs.</summary>
    public Money Charge(TimeSpan elapsed) =>
        new((long)BigInteger.Min((CostOf(Math.Max(0, elapsed.Ticks)) + _denominator - 1) / _denominator, long.MaxValue));

    /// <summary>How long an attempt may last for an amount; zero when it cannot even start.</summary>
    internal TimeSpan PaidTime(Money amount)
    {
        var paid = amount.Micro * _denominator;
        if (CostOf(0) > paid) return TimeSpan.Zero;
        if (!ChargesTime) return TimeSpan.MaxValue;

        // No more than all of it buys without rounding; no less than what is left when the most is rounded up.
        var (most, beside) = (paid - _perAttempt, _consumption.MostBeside + _flex.MostBeside);
        var (longest, tooLong) = (TicksFor(most - beside), TicksFor(most) + 1);
        if (longest == TimeSpan.MaxValue.Ticks) return TimeSpan.MaxValue;
        while (tooLong - longest > 1)
        {
            var middle = longest + ((tooLong - longest) / 2);
            if (CostOf((long)middle) <= paid) longest = middle;
            else tooLong = middle;
        }

        return TimeSpan.FromTicks((long)longest);

        BigInteger TicksFor(BigInteger money) => BigInteger.Min(
            BigInteger.Max(money, 0) * TimeSpan.TicksPerMillisecond / PerMs, TimeSpan.MaxValue.Ticks);
    }

    private static bool HasPrices(BudgetSpec budget) =>
        budget is not { UsdPerHour: null, UsdPerTrial: null, Functions: null, Flex: null };

    private BigInteger CostOf(long ticks) => _perAttempt + (ticks * _perTick) + _consumption.Charge(ticks) + _flex.Charge(ticks);

    private static BigInteger Digits(decimal value)
    {
        var bits = decimal.GetBits(value);
        return ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
    }
}
