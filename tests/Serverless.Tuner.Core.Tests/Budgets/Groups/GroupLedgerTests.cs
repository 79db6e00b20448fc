using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Core.Tests.Budgets.Groups;

public sealed class GroupLedgerTests
{
    private const string Period = GroupPeriods.ForEver;
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_a = new("00000000-0000-0000-0000-00000000000a"), s_b = new("00000000-0000-0000-0000-00000000000b");

    [Fact]
    public void Raise_MoreThanIsFree_GivesNothing()
    {
        var budget = Raised(Budget(100), s_a, 60);

        Assert.Null(GroupLedger.Raise(budget, s_b, "b", [new GroupRaise(Period, new Money(41), Money.Zero)], s_now));
        Assert.Equal(40, Raised(budget, s_b, 40).Find(s_b)!.Part(Period).Held.Micro);
        // What is spent already counts, free or not.
        Assert.Equal(101, GroupLedger.Raise(
            budget, s_b, "b", [new GroupRaise(Period, new Money(41), Money.Zero)], s_now, isSpent: true)!.Held(Period).Micro);
    }

    [Fact]
    public void Raise_ToTheSameSumTwice_CountsOnceButIsKnown()
    {
        var once = Raised(Budget(100), s_a, 60);
        var twice = Raised(once, s_a, 60);

        Assert.Equal((60, 60), (once.Held(Period).Micro, twice.Held(Period).Micro));
        Assert.Equal((1L, 2L), (once.Find(s_a)!.Raises, twice.Find(s_a)!.Raises));
    }

    [Fact]
    public void Raise_WithMoneyAhead_TakesAtMostASixteenthOfWhatIsFree()
    {
        Assert.Equal(50 + (960 / 16), Held(ahead: 100));
        // Less than a trial needs is of use to nobody.
        Assert.Equal(50, Held(ahead: 500));

        static long Held(long ahead) => GroupLedger.Raise(
            Budget(1_010), s_a, "a", [new GroupRaise(Period, new Money(50), new Money(ahead))], s_now)!.Held(Period).Micro;
    }

    [Fact]
    public void Settle_WhoDoesNotKnowTheLastRaise_LowersNothing()
    {
        var budget = Raised(Raised(Budget(100), s_a, 60), s_a, 70);
        GroupShare[] shares = [new(Period, new Money(10), new Money(20))];

        var late = GroupLedger.Settle(budget, s_a, raises: 1, shares, waits: false);
        var now = GroupLedger.Settle(budget, s_a, raises: 2, shares, waits: false);

        Assert.Equal((10, 70), (late.Spent(Period).Micro, late.Held(Period).Micro));
        Assert.Equal((10, 20), (now.Spent(Period).Micro, now.Held(Period).Micro));
        // What the study's row says nothing of was never used.
        Assert.Equal(0, GroupLedger.Settle(budget, s_a, raises: 2, [], waits: false).Held(Period).Micro);
        // An older word of what is spent takes nothing back.
        Assert.Equal(10, GroupLedger.Settle(now, s_a, 2, [new(Period, new Money(5), new Money(20))], waits: false).Spent(Period).Micro);
    }

    [Fact]
    public void Close_ThenReopen_CountsWhatWasSpentOnce()
    {
        var budget = Raised(Budget(100), s_a, 60);

        var (closed, kept) = GroupLedger.Close(budget, s_a, raises: 1, [new(Period, new Money(33), new Money(33))]);
        var reopened = GroupLedger.Reopen(closed, kept!);

        Assert.Equal((33, 33, 0), (closed.Spent(Period).Micro, closed.Held(Period).Micro, closed.Members.Count));
        Assert.Equal((33, 33, 1), (reopened.Spent(Period).Micro, reopened.Held(Period).Micro, reopened.Members.Count));
        Assert.Empty(reopened.Closed);
        Assert.Null(GroupLedger.Close(budget, s_a, raises: 0, []).Closed);
    }

    [Fact]
    public void Forget_StudyThatIsDeleted_BooksWhatItsTrialsMayCost()
    {
        var (budget, kept) = GroupLedger.Forget(
            Raised(Budget(100), s_a, 60), s_a, "a", new Dictionary<string, Money> { [Period] = new(45) });

        Assert.Equal((45, 45), (budget.Spent(Period).Micro, budget.Held(Period).Micro));
        Assert.True(kept.IsDeleted);
        var spent = new Dictionary<string, Money> { [Period] = new(45) };
        Assert.Equal(45, GroupLedger.Forget(budget, s_a, "a", spent).Budget.Held(Period).Micro);
    }

    [Fact]
    public void ToWake_ThoseThatWait_TheLongestFirstAsFarAsTheMoneyGoes()
    {
        var budget = Raised(Budget(100), s_a, 60);
        budget = GroupLedger.Wait(budget, s_b, "b", new Money(50), s_now);
        budget = GroupLedger.Wait(budget, new Guid("00000000-0000-0000-0000-00000000000c"), "c", new Money(30), s_now.AddSeconds(1));

        Assert.Equal(["c"], GroupLedger.ToWake(budget, Period));
        // What one is woken for is not offered to the next.
        var (some, _) = GroupLedger.Close(budget, s_a, 1, [new(Period, new Money(40), new Money(40))]);
        Assert.Equal(["b"], GroupLedger.ToWake(some, Period));
        // Who asks for less than before has not waited any shorter.
        var less = GroupLedger.Wait(some, s_b, "b", new Money(31), s_now.AddSeconds(2));
        Assert.Equal(["b"], GroupLedger.ToWake(less, Period));
        var (more, _) = GroupLedger.Close(budget, s_a, 1, [new(Period, Money.Zero, Money.Zero)]);
        Assert.Equal(["b", "c"], GroupLedger.ToWake(more, Period));
        // When nothing can come back, all look again, and end.
        var (none, _) = GroupLedger.Close(budget, s_a, 1, [new(Period, new Money(100), new Money(100))]);
        Assert.Equal(["b", "c"], GroupLedger.ToWake(none, Period));
    }

    [Fact]
    public void Alerts_OfAPeriod_AreRecordedOnceEach()
    {
        var budget = Budget(100) with { Period = BudgetPeriod.Month };
        var period = GroupPeriods.KeyOf(BudgetPeriod.Month, s_now);
        budget = GroupLedger.Raise(budget, s_a, "a", [new GroupRaise(period, new Money(100), Money.Zero)], s_now)!;

        Assert.Empty(Spent(49).Alerts);
        Assert.Equal([50], Percents(Spent(50)));
        Assert.Equal([50, 80], Percents(Spent(99)));
        Assert.Equal([50, 80, 100], Percents(GroupLedger.Alerted(Spent(100), s_now)));
        // What is left suffices for nobody, and nothing comes back.
        Assert.Equal([50, 80, 100], Percents(GroupLedger.Alerted(
            GroupLedger.Wait(GroupLedger.Settle(budget, s_a, 1, [new(period, new Money(90), new Money(90))], false), s_b, "b",
                new Money(20), s_now),
            s_now)));
        // A limit that is raised is another one; of a lower one more than that was told.
        Assert.Equal([50, 80, 50], Percents(GroupLedger.Alerted(Spent(80) with { Limit = new Money(150) }, s_now)));
        Assert.Equal([50, 80], Percents(GroupLedger.Alerted(Spent(80) with { Limit = new Money(99) }, s_now)));
        // A new period begins, in which each is reached anew.
        Assert.Equal([50, 80], Percents(GroupLedger.Alerted(Spent(85), s_now.AddMonths(1))));
        var next = GroupPeriods.KeyOf(BudgetPeriod.Month, s_now.AddMonths(1));
        GroupShare[] both = [new(period, new Money(85), new Money(85)), new(next, new Money(60), new Money(60))];
        Assert.Equal(
            [50, 80, 50], Percents(GroupLedger.Alerted(GroupLedger.Settle(Spent(85), s_a, -1, both, false), s_now.AddMonths(1))));

        GroupBudget Spent(long micro) =>
            GroupLedger.Alerted(GroupLedger.Settle(budget, s_a, -1, [new(period, new Money(micro), new Money(100))], false), s_now);
    }

    [Fact]
    public void Alert_ThatNobodyTakes_IsGivenUpAfterADay()
    {
        var budget = Budget(100) with { Notify = [new BudgetNotifySpec { Url = "https://example.org/" }] };
        budget = GroupLedger.Raise(budget, s_a, "a", [new GroupRaise(Period, new Money(50), Money.Zero)], s_now)!;
        budget = GroupLedger.Alerted(GroupLedger.Settle(budget, s_a, -1, [new(Period, new Money(50), new Money(50))], false), s_now);

        var (tried, due) = GroupAlerts.Take(budget, s_now);
        Assert.Equal(s_now.AddMinutes(1), GroupAlerts.Told(tried, due.Single(), [], s_now).Alerts.Single().DueAt);
        Assert.Null(GroupAlerts.Told(tried, due.Single(), [], s_now + GroupAlerts.Lifetime).Alerts.Single().DueAt);
        Assert.Null(GroupAlerts.Told(tried, due.Single(), [0], s_now).Alerts.Single().DueAt);
    }

    [Theory]
    [InlineData(BudgetPeriod.None, "2030-03-31T23:59:59Z", "all", null)]
    [InlineData(BudgetPeriod.Month, "2030-03-31T23:59:59Z", "m2030-03", "2030-04-01T00:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2030-12-01T00:00:00Z", "m2030-12", "2031-01-01T00:00:00Z")]
    // The 31st of March 2030 is a Sunday.
    [InlineData(BudgetPeriod.Week, "2030-03-31T23:59:59Z", "w2030-03-25", "2030-04-01T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2030-04-01T00:00:00Z", "w2030-04-01", "2030-04-08T00:00:00Z")]
    // Elsewhere it may be another day.
    [InlineData(BudgetPeriod.Month, "2030-04-01T01:00:00+02:00", "m2030-03", "2030-04-01T00:00:00Z")]
    public void KeyOf_AMoment_IsThePeriodInUtc(BudgetPeriod period, string at, string key, string? end)
    {
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(key, GroupPeriods.KeyOf(period, moment));
        Assert.Equal(
            end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture),
            GroupPeriods.EndOf(period, moment));
    }

    private static IEnumerable<int> Percents(GroupBudget budget) => budget.Alerts.Select(alert => alert.Percent);

    private static GroupBudget Budget(long limit) =>
        new() { Name = "team", Id = Guid.Empty, Limit = new Money(limit), CreatedAt = s_now };

    private static GroupBudget Raised(GroupBudget budget, Guid id, long to) =>
        GroupLedger.Raise(budget, id, id == s_a ? "a" : "b", [new GroupRaise(Period, new Money(to), Money.Zero)], s_now)!;
}
