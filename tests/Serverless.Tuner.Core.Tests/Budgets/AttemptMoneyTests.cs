using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class AttemptMoneyTests
{
    // A second costs 1,000 micro-dollars.
    private static readonly BudgetSpec PerHour = new() { LimitUsd = 1, UsdPerHour = 3.6m };

    [Fact]
    public void PaidTime_IsWhatEarlierAttemptsAndReportsLeft()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), AttemptMoney.Of(PerHour, new Money(10_000), new Money(3_000), Money.Zero).PaidTime);
        Assert.Equal(
            TimeSpan.FromSeconds(5),
            AttemptMoney.Of(PerHour with { Reported = true }, new Money(10_000), new Money(3_000), new Money(2_000)).PaidTime);
        Assert.Equal(TimeSpan.Zero, AttemptMoney.Of(PerHour, new Money(10_000), new Money(12_000), Money.Zero).PaidTime);
        Assert.Equal(
            TimeSpan.MaxValue, AttemptMoney.Of(new BudgetSpec { LimitUsd = 1 }, new Money(10_000), new Money(12_000), Money.Zero).PaidTime);
    }

    [Fact]
    public void Charge_MeteredTime_NeverExceedsWhatIsLeft()
    {
        Assert.Equal(
            4_000, AttemptMoney.Of(PerHour, new Money(10_000), new Money(3_000), Money.Zero).Charge(TimeSpan.FromSeconds(4)).Micro);
        Assert.Equal(
            7_000, AttemptMoney.Of(PerHour, new Money(10_000), new Money(3_000), Money.Zero).Charge(TimeSpan.FromSeconds(40)).Micro);
    }

    [Fact]
    public void Charge_ReportedCost_CountsInFullWhereReportsCount()
    {
        Assert.Equal(
            4_000, AttemptMoney.Of(PerHour, new Money(10_000), Money.Zero, new Money(50_000)).Charge(TimeSpan.FromSeconds(4)).Micro);
        Assert.Equal(
            6_000,
            AttemptMoney.Of(PerHour with { Reported = true }, new Money(10_000), Money.Zero, new Money(2_000))
                .Charge(TimeSpan.FromSeconds(4)).Micro);
        Assert.Equal(
            50_000,
            AttemptMoney.Of(PerHour with { Reported = true }, new Money(10_000), Money.Zero, new Money(50_000))
                .Charge(TimeSpan.FromSeconds(4)).Micro);
        Assert.Equal(50_000, AttemptMoney.Of(null, Money.Zero, Money.Zero, new Money(50_000)).Charge(TimeSpan.FromSeconds(4)).Micro);
    }

    [Fact]
    public void FromReport_IsBoundedAndRoundsUp()
    {
        Assert.Equal(
            (0, 1, 1_500_000),
            (AttemptMoney.FromReport(-1).Micro, AttemptMoney.FromReport(0.0000001m).Micro, AttemptMoney.FromReport(1.5m).Micro));
        Assert.Equal(1_000_000_000_000_000, AttemptMoney.FromReport(decimal.MaxValue).Micro);
    }
}
