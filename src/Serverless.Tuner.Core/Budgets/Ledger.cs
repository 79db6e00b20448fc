namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// A study's money: reserve → extend → settle. Where time and attempts are metered, spent + reserved ≤ limit holds after
/// every write. Whatever starts or ends a trial goes through here.
/// </summary>
/// <param name="Limit">What the study may cost; null when nothing is limited.</param>
/// <param name="Spent">What ended trials cost.</param>
/// <param name="Reserved">What is set aside for trials that have not ended.</param>
public readonly record struct Ledger(Money? Limit, Money Spent, Money Reserved)
{
    /// <summary>What is neither spent nor set aside; never below 0; <see cref="Money.Unlimited"/> without a limit.</summary>
    internal Money Free => Limit is { } limit ? Money.Max(Money.Zero, limit - Spent - Reserved) : Money.Unlimited;

    /// <summary>By how much the costs exceed the limit: objectives may report a cost only afterwards.</summary>
    public Money Overrun => Limit is { } limit ? Money.Max(Money.Zero, Spent - limit) : Money.Zero;

    /// <summary>Sets <paramref name="amount"/> aside for a trial that starts; null when that does not fit.</summary>
    internal Ledger? TryReserve(Money amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, Money.Zero);
        return amount <= Free ? this with { Reserved = Reserved + amount } : null;
    }

    /// <summary>Sets more aside for a trial that runs, as far as money is left; grants nothing when nothing more is wanted.</summary>
    internal (Ledger After, Money Granted) Extend(Money wanted)
    {
        var granted = Money.Max(Money.Zero, Money.Min(wanted, Free));
        return (this with { Reserved = Reserved + granted }, granted);
    }

    /// <summary>Gives a reservation back.</summary>
    internal Ledger Release(Money reservation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reservation, Money.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reservation, Reserved);
        return this with { Reserved = Reserved - reservation };
    }

    /// <summary>A trial ended: gives its reservation back and books what it cost.</summary>
    internal Ledger Settle(Money reservation, Money cost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, Money.Zero);
        var released = Release(reservation);
        return released with { Spent = released.Spent + cost };
    }
}
