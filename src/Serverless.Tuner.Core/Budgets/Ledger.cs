namespace Serverless.Tuner.Core.Budgets;

/// <summary>A study's money in micro-dollars. With a meter, spent + reserved ≤ limit holds after every write.</summary>
/// <param name="Limit">What the study may cost; null when nothing is limited.</param>
/// <param name="Spent">What ended trials cost.</param>
/// <param name="Reserved">What is set aside for trials that have not ended.</param>
public readonly record struct Ledger(long? Limit, long Spent, long Reserved)
{
    /// <summary>What is neither spent nor set aside; never below 0; <see cref="long.MaxValue"/> without a limit.</summary>
    public long Free => Limit is { } limit ? Math.Max(0, limit - Spent - Reserved) : long.MaxValue;

    /// <summary>By how much the costs exceed the limit: objectives may report a cost only afterwards.</summary>
    public long Overrun => Limit is { } limit ? Math.Max(0, Spent - limit) : 0;

    /// <summary>Sets <paramref name="amount"/> aside; null when that does not fit.</summary>
    public Ledger? TryReserve(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return amount <= Free ? this with { Reserved = Reserved + amount } : null;
    }

    /// <summary>A trial ended: gives its reservation back and books what it cost.</summary>
    public Ledger Settle(long reservation, long cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reservation, Reserved);
        return this with { Spent = Spent + cost, Reserved = Reserved - reservation };
    }
}
