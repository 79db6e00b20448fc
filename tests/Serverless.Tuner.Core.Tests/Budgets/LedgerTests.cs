using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;
using Xunit;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class LedgerTests
{
    [Fact]
    public void TryReserve_ExactlyWhatIsFree_Fits()
    {
        var ledger = new Ledger(100, 30, 50);

        Assert.Equal(20, ledger.Free);
        Assert.Equal(new Ledger(100, 30, 70), ledger.TryReserve(20));
        Assert.Null(ledger.TryReserve(21));
    }

    [Fact]
    public void TryReserve_WithoutLimit_AlwaysFits() => Assert.Equal(new Ledger(null, 5, 10), new Ledger(null, 5, 0).TryReserve(10));

    [Fact]
    public void TryReserve_NegativeAmount_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(100, 0, 0).TryReserve(-1));

    [Fact]
    public void Extend_GrantsWhatIsLeft()
    {
        var ledger = new Ledger(100, 30, 50);

        Assert.Equal((new Ledger(100, 30, 65), 15L), ledger.Extend(15));
        Assert.Equal((new Ledger(100, 30, 70), 20L), ledger.Extend(25));
        Assert.Equal((ledger, 0L), ledger.Extend(-5));
        Assert.Equal((new Ledger(100, 130, 0), 0L), new Ledger(100, 130, 0).Extend(5));
    }

    [Fact]
    public void Release_GivesBackNoMoreThanIsReserved()
    {
        Assert.Equal(new Ledger(100, 30, 20), new Ledger(100, 30, 50).Release(30));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(100, 30, 50).Release(51));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(100, 30, 50).Release(-1));
    }

    [Fact]
    public void Settle_CostAboveTheReservation_IsAnOverrun()
    {
        var ledger = new Ledger(100, 30, 70).Settle(70, 90);

        Assert.Equal((120, 0, 0, 20), (ledger.Spent, ledger.Reserved, ledger.Free, ledger.Overrun));
    }

    [Fact]
    public void Overrun_WithinTheLimitOrWithoutOne_IsNone()
    {
        Assert.Equal(0, new Ledger(100, 100, 0).Overrun);
        Assert.Equal(0, new Ledger(null, 100, 0).Overrun);
    }

    [Fact]
    public void Settle_WhatWasNeverReserved_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(100, 0, 10).Settle(11, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ledger(100, 0, 10).Settle(10, -1));
    }

    [Fact]
    public void ReserveAndSettle_CostsWithinReservations_NeverExceedTheLimit() => Laws.Hold(
        (from amount in Gen.Choose(0, 400) from share in Gen.Choose(0, 100) from settles in Gen.Elements(true, false) select (amount, share, settles)).ListOf(),
        steps =>
        {
            var ledger = new Ledger(1_000, 0, 0);
            var open = new Queue<(long Reserved, long Cost)>();
            foreach (var (amount, share, settles) in steps)
            {
                if (settles && open.TryDequeue(out var trial)) ledger = ledger.Settle(trial.Reserved, trial.Cost);
                else if (ledger.TryReserve(amount) is { } reserved)
                {
                    ledger = reserved;
                    open.Enqueue((amount, amount * share / 100));
                }

                Assert.True(ledger.Spent + ledger.Reserved <= ledger.Limit);
                Assert.Equal(open.Sum(o => o.Reserved), ledger.Reserved);
                Assert.Equal(ledger.Limit, ledger.Spent + ledger.Reserved + ledger.Free);
            }
        });
}
