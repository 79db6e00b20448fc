namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// A study's money in micro-dollars: reserve → extend → settle. Where time and attempts are metered, spent + reserved ≤ limit holds after
/// every write. Whatever starts or ends a trial goes through here.
/// </summary>
/// <param name="Limit">What the study may cost; null when nothing is limited.</param>
/// <param name="Spent">What ended trials cost.</param>
/// <param name="Reserved">What is set aside for trials that have not ended.</param>
public readonly record struct Ledger(long? Limit, long Spent, long Reserved)
{
    /// <summary>What is neither spent nor set aside; never below 0; <see cref="long.MaxValue"/> without a limit.</summary>
    public long Free => Limit is { } limit ? Math.Max(0, limit - Spent - Reserved) : long.MaxValue;

    /// <summary>By how much the costs exceed the limit: objectives may report a cost only afterwards.</summary>
    public long Overrun => Limit is { } limit ? Math.Max(0, Spent - limit) : 0;

    /// <summary>Sets <paramref name="amount"/> aside for a trial that starts; null when that does not fit.</summary>
    public Ledger? TryReserve(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return amount <= Free ? this with { Reserved = Reserved + amount } : null;
    }

    /// <summary>Sets more aside for a trial that runs, as far as money is left; grants nothing when nothing more is wanted.</summary>
    public (Ledger After, long Granted) Extend(long wanted)
    {
        var granted = Math.Max(0, Math.Min(wanted, Free));
        return (this with { Reserved = Reserved + granted }, granted);
    }

    /// <summary>Gives a reservation back.</summary>
    public Ledger Release(long reservation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reservation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reservation, Reserved);
        return this with { Reserved = Reserved - reservation };
    }

    /// <summary>A trial ended: gives its reservation back and books what it cost.</summary>
    public Ledger Settle(long reservation, long cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        var released = Release(reservation);
        return released with { Spent = released.Spent + cost };
    }
}
