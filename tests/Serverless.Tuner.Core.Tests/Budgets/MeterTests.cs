using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;

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
        select new BudgetSpec
        {
            Functions = new FunctionsMeterSpec { MemoryGb = memory, UsdPerGbSecond = second, UsdPerExecution = execution },
        },
        from memory in Gen.Elements(0.5m, 2, 4, 1.2345m)
        from second in Prices
        from execution in Prices
        select new BudgetSpec { Flex = new FlexMeterSpec { MemoryGb = memory, UsdPerGbSecond = second, UsdPerExecution = execution } },
        from hour in Prices
        from trial in Prices
        from flex in Prices
        from memory in Gen.Choose(1, 4_000)
        select new BudgetSpec
        {
            Flex = new FlexMeterSpec { UsdPerGbSecond = flex },
            UsdPerHour = hour,
            UsdPerTrial = trial,
            Functions = new FunctionsMeterSpec { MemoryGb = memory / 1000m },
            Reported = true
        });

    private static readonly Gen<long> Amounts =
        from x in Gen.Choose(0, int.MaxValue)
        from shift in Gen.Choose(0, 62)
        select (long)((((ulong)x << 31) | (uint)x) >> shift);

    [Theory]
    [InlineData("1.2345678901")] // More digits than 32 bits hold.
    [InlineData("1.2345678901234567890123")] // More than 64 bits hold.
    public void Charge_PriceOfManyDigits_CountsAllOfThem(string usd) => Assert.Equal(
        1_234_568, Meter.Of(
            new BudgetSpec
            {
                UsdPerTrial = decimal.Parse(
                usd, System.Globalization.CultureInfo.InvariantCulture)
            })!.Charge(TimeSpan.Zero).Micro);

    [Theory]
    [InlineData(150_000, 50)] // The first hundred milliseconds are billed together.
    [InlineData(200_000, 100)]
    [InlineData(200_500, 100)] // Time would be left of the next millisecond, but not its price.
    [InlineData(201_500, 100.5)]
    [InlineData(202_000, 101)]
    public void PaidTime_PricesByTheTickAndByTheMillisecond_IsAsFarAsBothArePaid(long micro, double milliseconds)
    {
        var meter = Meter.Of(new BudgetSpec
        {
            UsdPerHour = 3_600,
            Functions = new FunctionsMeterSpec { MemoryGb = 1, UsdPerGbSecond = 1, UsdPerExecution = 0 },
        })!;

        Assert.Equal(milliseconds, meter.PaidTime(new Money(micro)).TotalMilliseconds);
    }

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

        Assert.Equal(Money.Cost(usd), meter.Charge(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(1), meter.PaidTime(Money.Cost(usd)));
    }

    [Fact]
    public void Charge_PerHour_RoundsUp()
    {
        var meter = Meter.Of(new BudgetSpec { UsdPerHour = 3.6m })!;

        Assert.Equal(
            (0, 1_000, 1_001),
            (meter.Charge(TimeSpan.Zero).Micro,
                meter.Charge(TimeSpan.FromSeconds(1)).Micro, meter.Charge(TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1)).Micro));
        Assert.Equal(0, meter.Charge(TimeSpan.FromSeconds(-1)).Micro);
    }

    [Fact]
    public void PerTrial_AnyTime_CostsThePrice()
    {
        var meter = Meter.Of(new BudgetSpec { UsdPerTrial = 0.25m })!;

        Assert.False(meter.ChargesTime);
        Assert.Equal((250_000, 250_000), (meter.Charge(TimeSpan.Zero).Micro, meter.Charge(TimeSpan.FromDays(300)).Micro));
        Assert.Equal((TimeSpan.Zero, TimeSpan.MaxValue), (meter.PaidTime(new Money(249_999)), meter.PaidTime(new Money(250_000))));
    }

    [Fact]
    public void Functions_TimeAndMemory_AddTheExecution()
    {
        var meter = Meter.Of(new BudgetSpec { Functions = new FunctionsMeterSpec { MemoryGb = 2 } })!;

        Assert.True(meter.ChargesTime);
        // 10 s × 2 GB × 16 micro-dollars, and 0.2 for the execution.
        Assert.Equal(321, meter.Charge(TimeSpan.FromSeconds(10)).Micro);
        Assert.Equal(TimeSpan.Zero, meter.PaidTime(new Money(3)));
    }

    [Fact]
    public void Functions_ShortExecution_IsBilledAHundredMilliseconds()
    {
        var meter = Meter.Of(
            new BudgetSpec { Functions = new FunctionsMeterSpec { MemoryGb = 1, UsdPerGbSecond = 1, UsdPerExecution = 0 } })!;

        Assert.Equal(
            (100_000, 100_000, 101_000),
            (meter.Charge(TimeSpan.Zero).Micro,
                meter.Charge(TimeSpan.FromMilliseconds(100)).Micro, meter.Charge(TimeSpan.FromMilliseconds(100.0001)).Micro));
        Assert.Equal((0, 100, 100, 101), (Paid(99_999), Paid(100_000), Paid(100_999), Paid(101_000)));

        double Paid(long micro) => meter.PaidTime(new Money(micro)).TotalMilliseconds;
    }

    [Theory]
    [InlineData("0.001", 1.0 / 8)]
    [InlineData("0.125", 1.0 / 8)]
    [InlineData("0.126", 2.0 / 8)]
    [InlineData("1.5", 12.0 / 8)]
    public void Functions_Memory_IsBilledInStepsOf128Mb(string memory, double billed)
    {
        var gb = decimal.Parse(memory, System.Globalization.CultureInfo.InvariantCulture);
        var meter = Meter.Of(
            new BudgetSpec { Functions = new FunctionsMeterSpec { MemoryGb = gb, UsdPerGbSecond = 1, UsdPerExecution = 0 } })!;

        Assert.Equal(billed * 10_000_000, meter.Charge(TimeSpan.FromSeconds(10)).Micro);
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(200, 1_000)] // Nothing is billed as less than a second.
    [InlineData(1_000, 1_000)]
    [InlineData(1_000.0001, 1_100)]
    [InlineData(1_100, 1_100)]
    [InlineData(59_950, 60_000)]
    public void Flex_AnyTime_IsBilledInTenthsOfASecondAndAsOneAtLeast(double milliseconds, long billed)
    {
        var meter = Meter.Of(new BudgetSpec { Flex = new FlexMeterSpec { MemoryGb = 2, UsdPerGbSecond = 1, UsdPerExecution = 0 } })!;

        Assert.True(meter.ChargesTime);
        Assert.Equal(billed * 2_000, meter.Charge(TimeSpan.FromMilliseconds(milliseconds)).Micro);
    }

    [Theory]
    [InlineData("0.5", 14)] // 0.5 GB × 1 s × 26 micro-dollars, and 0.4 for the execution.
    [InlineData("2", 53)]
    [InlineData("4", 105)]
    [InlineData(null, 53)]
    public void Flex_MemoryOfTheInstance_IsBilledAtTheListPrice(string? memory, long micro)
    {
        var gb = memory is null ? (decimal?)null : decimal.Parse(memory, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(micro, Meter.Of(new BudgetSpec { Flex = new FlexMeterSpec { MemoryGb = gb } })!.Charge(TimeSpan.Zero).Micro);
    }

    [Fact]
    public void Flex_PaidTime_EndsWithTheTenthThatIsPaid()
    {
        var meter = Meter.Of(new BudgetSpec { Flex = new FlexMeterSpec { MemoryGb = 1, UsdPerGbSecond = 1, UsdPerExecution = 0 } })!;

        Assert.Equal((0, 1_000, 1_000, 1_100), (Paid(999_999), Paid(1_000_000), Paid(1_099_999), Paid(1_100_000)));

        double Paid(long micro) => meter.PaidTime(new Money(micro)).TotalMilliseconds;
    }

    [Fact]
    public void Of_SeveralMeters_AddsThemUpBeforeItRounds()
    {
        var functions = new FunctionsMeterSpec { MemoryGb = 0.5m };
        var meter = Meter.Of(new BudgetSpec { UsdPerHour = 0.36m, UsdPerTrial = 0.0000005m, Functions = functions })!;

        // A second: 100 of the hour, 0.5 of the attempt, 8 + 0.2 of the execution.
        Assert.Equal(109, meter.Charge(TimeSpan.FromSeconds(1)).Micro);
        // The attempt, and the 100 milliseconds that are billed at least, cost 1.5; the rest is time at the hour's price.
        Assert.Equal((5, 15), (meter.PaidTime(new Money(2)).TotalMilliseconds, meter.PaidTime(new Money(3)).TotalMilliseconds));
    }

    [Fact]
    public void CountsReported_WhenToldToOrWhenNothingElseCosts()
    {
        Assert.True(Meter.CountsReported(null));
        Assert.True(Meter.CountsReported(new BudgetSpec { LimitUsd = 1 }));
        Assert.False(Meter.CountsReported(new BudgetSpec { UsdPerHour = 1 }));
        Assert.False(Meter.CountsReported(new BudgetSpec { UsdPerTrial = 1 }));
        Assert.False(Meter.CountsReported(new BudgetSpec { Functions = new FunctionsMeterSpec() }));
        Assert.False(Meter.CountsReported(new BudgetSpec { Flex = new FlexMeterSpec() }));
        Assert.True(Meter.CountsReported(new BudgetSpec { UsdPerHour = 1, Reported = true }));
    }

    [Fact]
    public void PaidTime_AnyMeterAndAmount_IsNeverChargedMore() => Laws.Hold(
        from budget in Budgets from amount in Amounts select (budget, amount),
        x =>
        {
            var meter = Meter.Of(x.budget)!;
            if (x.amount < meter.Charge(TimeSpan.Zero).Micro) Assert.Equal(TimeSpan.Zero, meter.PaidTime(new Money(x.amount)));
            else Assert.InRange(meter.Charge(meter.PaidTime(new Money(x.amount))).Micro, 0, x.amount);
        },
        tests: 5_000);

    [Fact]
    public void PaidTime_AnyMeterAndAmount_IsTheLongestThatIsPaidFor() => Laws.Hold(
        from budget in Budgets from amount in Amounts select (budget, amount),
        x =>
        {
            var meter = Meter.Of(x.budget)!;
            var paid = meter.PaidTime(new Money(x.amount));
            if (paid < TimeSpan.MaxValue)
                Assert.True(meter.Charge(paid + TimeSpan.FromTicks(1)).Micro > x.amount || x.amount == long.MaxValue);
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

        Assert.Equal(long.MaxValue, dear.Charge(TimeSpan.MaxValue).Micro);
        Assert.Equal(TimeSpan.MaxValue, cheap.PaidTime(new Money(long.MaxValue)));
    }
}
