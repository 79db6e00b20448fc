namespace Serverless.Tuner.Core.Budgets;

/// <summary>Money inside the tuner is a <see cref="long"/> of micro-dollars; US dollars as a <see cref="decimal"/> only at the edges.</summary>
public static class Money
{
    private const decimal MicroPerUsd = 1_000_000m;

    /// <summary>Micro-dollars of an amount in US dollars, rounded up: what is charged is never less than what was used.</summary>
    public static long MicroFromUsd(decimal usd) => (long)Math.Ceiling(usd * MicroPerUsd);

    /// <summary>Micro-dollars of a limit in US dollars, rounded down: a limit is never more than what was allowed.</summary>
    public static long LimitFromUsd(decimal usd) => (long)Math.Floor(usd * MicroPerUsd);

    /// <summary>US dollars of an amount in micro-dollars.</summary>
    public static decimal ToUsd(long micro) => micro / MicroPerUsd;
}
