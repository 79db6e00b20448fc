using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class LedgerTests
{
    [Fact]
    public void TryReserve_ExactlyWhatIsFree_Fits()
    {
        var ledger = new Ledger(new Money(100), new Money(30), new Money(50));

        Assert.Equal(20, ledger.Free.Micro);
        Assert.Equal(new Ledger(new Money(100), new Money(30), new Money(70)), ledger.TryReserve(new Money(20)));
        Assert.Null(ledger.TryReserve(new Money(21)));
    }

    [Fact]
    public void TryReserve_WithoutLimit_AlwaysFits() =>
        Assert.Equal(new Ledger(null, new Money(5), new Money(10)), new Ledger(null, new Money(5), Money.Zero).TryReserve(new Money(10)));

    [Fact]
    public void TryReserve_NegativeAmount_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(new Money(100), Money.Zero, Money.Zero).TryReserve(new Money(-1)));

    [Fact]
    public void Extend_GrantsWhatIsLeft()
    {
        var ledger = new Ledger(new Money(100), new Money(30), new Money(50));

        Assert.Equal((new Ledger(new Money(100), new Money(30), new Money(65)), new Money(15)), ledger.Extend(new Money(15)));
        Assert.Equal((new Ledger(new Money(100), new Money(30), new Money(70)), new Money(20)), ledger.Extend(new Money(25)));
        Assert.Equal((ledger, Money.Zero), ledger.Extend(new Money(-5)));
        Assert.Equal(
            (new Ledger(new Money(100), new Money(130), Money.Zero), Money.Zero),
            new Ledger(new Money(100), new Money(130), Money.Zero).Extend(new Money(5)));
    }

    [Fact]
    public void Release_GivesBackNoMoreThanIsReserved()
    {
        Assert.Equal(
            new Ledger(new Money(100), new Money(30), new Money(20)),
            new Ledger(new Money(100), new Money(30), new Money(50)).Release(new Money(30)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(new Money(100), new Money(30), new Money(50)).Release(new Money(51)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(new Money(100), new Money(30), new Money(50)).Release(new Money(-1)));
    }

    [Fact]
    public void Settle_CostAboveTheReservation_IsAnOverrun()
    {
        var ledger = new Ledger(new Money(100), new Money(30), new Money(70)).Settle(new Money(70), new Money(90));

        Assert.Equal((120, 0, 0, 20), (ledger.Spent.Micro, ledger.Reserved.Micro, ledger.Free.Micro, ledger.Overrun.Micro));
    }

    [Fact]
    public void Overrun_WithinTheLimitOrWithoutOne_IsNone()
    {
        Assert.Equal(0, (new Ledger(new Money(100), new Money(100), Money.Zero).Overrun).Micro);
        Assert.Equal(0, (new Ledger(null, new Money(100), Money.Zero).Overrun).Micro);
    }

    [Fact]
    public void Settle_WhatWasNeverReserved_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Ledger(new Money(100), Money.Zero, new Money(10)).Settle(new Money(11), Money.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Ledger(new Money(100), Money.Zero, new Money(10)).Settle(new Money(10), new Money(-1)));
    }

    [Fact]
    public void ReserveAndSettle_CostsWithinReservations_NeverExceedTheLimit() => Laws.Hold(
        (from amount in Gen.Choose(
            0, 400)
         from share in Gen.Choose(0, 100)
         from settles in Gen.Elements(true, false)
         select (amount, share, settles)).ListOf(),
        steps =>
        {
            var ledger = new Ledger(new Money(1_000), Money.Zero, Money.Zero);
            var open = new Queue<(long Reserved, long Cost)>();
            foreach (var (amount, share, settles) in steps)
            {
                if (settles && open.TryDequeue(out var trial)) ledger = ledger.Settle(new Money(trial.Reserved), new Money(trial.Cost));
                else if (ledger.TryReserve(new Money(amount)) is { } reserved)
                {
                    ledger = reserved;
                    open.Enqueue((amount, amount * share / 100));
                }

                Assert.True(ledger.Spent + ledger.Reserved <= ledger.Limit);
                Assert.Equal(open.Sum(o => o.Reserved), ledger.Reserved.Micro);
                Assert.Equal(ledger.Limit, ledger.Spent + ledger.Reserved + ledger.Free);
            }
        });
}
