using System.Numerics;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>What an attempt at a trial costs by its time. Charges round up, paid time rounds down, so that a reservation is never exceeded.</summary>
/// <remarks>Computed in whole numbers: a price per second is seldom a decimal, and rounded it would charge an hour at 6 cents a micro-dollar too much.</remarks>
public sealed class Meter
{
    // Micro-dollars of an attempt and of a tick of its time, both over the same denominator.
    private readonly BigInteger _perAttempt;
    private readonly BigInteger _perTick;
    private readonly BigInteger _denominator;

    private Meter(decimal usdPerAttempt, decimal usdPerPeriod, TimeSpan period)
    {
        var (attempt, attemptScale) = Fraction(usdPerAttempt);
        var (rate, rateScale) = Fraction(usdPerPeriod);
        _perAttempt = attempt * 1_000_000 * rateScale * period.Ticks;
        _perTick = rate * 1_000_000 * attemptScale;
        _denominator = attemptScale * rateScale * period.Ticks;
    }

    /// <summary>The meter that a budget names; null when there is none and the objective reports its cost.</summary>
    public static Meter? Of(BudgetSpec? budget) => budget switch
    {
        { UsdPerHour: { } perHour } => new Meter(0, perHour, TimeSpan.FromHours(1)),
        { UsdPerTrial: { } perTrial } => new Meter(perTrial, 0, TimeSpan.FromHours(1)),
        { Functions: { } f } => new Meter(f.UsdPerExecution, f.MemoryGb * f.UsdPerGbSecond, TimeSpan.FromSeconds(1)),
        _ => null,
    };

    /// <summary>Whether time costs money, so that a trial has a deadline that its reservation can pay for.</summary>
    public bool ChargesTime => _perTick > 0;

    /// <summary>What an attempt of this length costs, in micro-dollars.</summary>
    public long Charge(TimeSpan elapsed)
    {
        var cost = _perAttempt + (Math.Max(0, elapsed.Ticks) * _perTick);
        return (long)BigInteger.Min((cost + _denominator - 1) / _denominator, long.MaxValue);
    }

    /// <summary>How long an attempt may last for <paramref name="micro"/> micro-dollars; zero when it cannot even start.</summary>
    public TimeSpan PaidTime(long micro)
    {
        var left = (micro * _denominator) - _perAttempt;
        if (left < 0) return TimeSpan.Zero;
        return ChargesTime ? TimeSpan.FromTicks((long)BigInteger.Min(left / _perTick, TimeSpan.MaxValue.Ticks)) : TimeSpan.MaxValue;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (digits, BigInteger.Pow(10, value.Scale));
    }
}
