using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Xunit;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class MeterTests
{
    private static readonly Gen<decimal> Prices =
        from digits in Gen.Choose(1, 1_000_000)
        from decimals in Gen.Choose(0, 28)
        select new decimal(digits, 0, 0, false, (byte)decimals);

    private static readonly Gen<BudgetSpec> Budgets = Gen.OneOf(
        Prices.Select(p => new BudgetSpec { UsdPerHour = p }),
        Prices.Select(p => new BudgetSpec { UsdPerTrial = p }),
        from memory in Prices
        from second in Prices
        from execution in Prices
        select new BudgetSpec { Functions = new FunctionsMeterSpec { MemoryGb = memory, UsdPerGbSecond = second, UsdPerExecution = execution } });

    private static readonly Gen<long> Amounts =
        from x in Gen.Choose(0, int.MaxValue)
        from shift in Gen.Choose(0, 62)
        select (long)((((ulong)x << 31) | (uint)x) >> shift);

    [Fact]
    public void Of_NoMeter_IsNull()
    {
        Assert.Null(Meter.Of(null));
        Assert.Null(Meter.Of(new BudgetSpec { LimitUsd = 1 }));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0.06")]
    [InlineData("0.7")]
    [InlineData("3.06")]
    [InlineData("0.000001")]
    public void Charge_AnHourAtAPricePerHour_IsThatPrice(string price)
    {
        var usd = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        var meter = Meter.Of(new BudgetSpec { UsdPerHour = usd })!;

        Assert.Equal(Money.MicroFromUsd(usd), meter.Charge(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(1), meter.PaidTime(Money.MicroFromUsd(usd)));
    }

    [Fact]
    public void Charge_PerHour_RoundsUp()
    {
        var meter = Meter.Of(new BudgetSpec { UsdPerHour = 3.6m })!;

        Assert.Equal((0, 1_000, 1_001), (meter.Charge(TimeSpan.Zero), meter.Charge(TimeSpan.FromSeconds(1)), meter.Charge(TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1))));
        Assert.Equal(0, meter.Charge(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void PerTrial_AnyTime_CostsThePrice()
    {
        var meter = Meter.Of(new BudgetSpec { UsdPerTrial = 0.25m })!;

        Assert.False(meter.ChargesTime);
        Assert.Equal((250_000, 250_000), (meter.Charge(TimeSpan.Zero), meter.Charge(TimeSpan.FromDays(300))));
        Assert.Equal((TimeSpan.Zero, TimeSpan.MaxValue), (meter.PaidTime(249_999), meter.PaidTime(250_000)));
    }

    [Fact]
    public void Functions_TimeAndMemory_AddTheExecution()
    {
        var meter = Meter.Of(new BudgetSpec { Functions = new FunctionsMeterSpec { MemoryGb = 2, UsdPerGbSecond = 0.000016m, UsdPerExecution = 0.0000002m } })!;

        Assert.True(meter.ChargesTime);
        // 10 s × 2 GB × 16 micro-dollars, and 0.2 for the execution.
        Assert.Equal(321, meter.Charge(TimeSpan.FromSeconds(10)));
        Assert.Equal(1, meter.Charge(TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, meter.PaidTime(0));
    }

    [Fact]
    public void PaidTime_AnyMeterAndAmount_IsNeverChargedMore() => Laws.Hold(
        from budget in Budgets from amount in Amounts select (budget, amount),
        x =>
        {
            var meter = Meter.Of(x.budget)!;
            if (x.amount < meter.Charge(TimeSpan.Zero)) Assert.Equal(TimeSpan.Zero, meter.PaidTime(x.amount));
            else Assert.InRange(meter.Charge(meter.PaidTime(x.amount)), 0, x.amount);
        },
        tests: 5_000);

    [Fact]
    public void PaidTime_AnyMeterAndAmount_IsTheLongestThatIsPaidFor() => Laws.Hold(
        from budget in Budgets from amount in Amounts select (budget, amount),
        x =>
        {
            var meter = Meter.Of(x.budget)!;
            var paid = meter.PaidTime(x.amount);
            if (paid < TimeSpan.MaxValue) Assert.True(meter.Charge(paid + TimeSpan.FromTicks(1)) > x.amount || x.amount == long.MaxValue);
        },
        tests: 5_000);

    [Fact]
    public void Charge_LongerTime_CostsNoLess() => Laws.Hold(
        from budget in Budgets from a in Amounts from b in Amounts select (budget, a, b),
        x =>
        {
            var meter = Meter.Of(x.budget)!;
            Assert.True(meter.Charge(TimeSpan.FromTicks(Math.Min(x.a, x.b))) <= meter.Charge(TimeSpan.FromTicks(Math.Max(x.a, x.b))));
        });

    [Fact]
    public void Extremes_DoNotOverflow()
    {
        var dear = Meter.Of(new BudgetSpec { UsdPerHour = 1_000_000_000m })!;
        var cheap = Meter.Of(new BudgetSpec { UsdPerHour = 0.0000000000000000000000000001m })!;

        Assert.Equal(long.MaxValue, dear.Charge(TimeSpan.MaxValue));
        Assert.Equal(TimeSpan.MaxValue, cheap.PaidTime(long.MaxValue));
    }
}
