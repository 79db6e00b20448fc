using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>What an attempt at a trial costs by its time. Charges round up, paid time rounds down, so that a reservation is never exceeded.</summary>
public sealed class Meter
{
    private readonly decimal _microPerAttempt;
    private readonly decimal _microPerSecond;

    private Meter(decimal microPerAttempt, decimal microPerSecond)
    {
        _microPerAttempt = microPerAttempt;
        _microPerSecond = microPerSecond;
    }

    /// <summary>The meter that a budget names; null when there is none and the objective reports its cost.</summary>
    public static Meter? Of(BudgetSpec? budget) => budget switch
    {
        { UsdPerHour: { } perHour } => new Meter(0, perHour * 1_000_000m / 3600m),
        { UsdPerTrial: { } perTrial } => new Meter(perTrial * 1_000_000m, 0),
        { Functions: { } f } => new Meter(f.UsdPerExecution * 1_000_000m, f.MemoryGb * f.UsdPerGbSecond * 1_000_000m),
        _ => null,
    };

    /// <summary>Whether time costs money, so that a trial has a deadline that its reservation can pay for.</summary>
    public bool ChargesTime => _microPerSecond > 0;

    /// <summary>What an attempt of this length costs, in micro-dollars.</summary>
    public long Charge(TimeSpan elapsed)
    {
        var seconds = Math.Max(0, elapsed.Ticks) / (decimal)TimeSpan.TicksPerSecond;
        return (long)Math.Ceiling(_microPerAttempt + seconds * _microPerSecond);
    }

    /// <summary>How long an attempt may last for <paramref name="micro"/> micro-dollars; zero when it cannot even start.</summary>
    public TimeSpan PaidTime(long micro)
    {
        var left = micro - Math.Ceiling(_microPerAttempt);
        if (left < 0) return TimeSpan.Zero;
        if (!ChargesTime) return TimeSpan.MaxValue;
        var ticks = left / _microPerSecond * TimeSpan.TicksPerSecond;
        return ticks >= TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue : TimeSpan.FromTicks((long)ticks);
    }
}
