using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("1", 1_000_000, 1_000_000)]
    [InlineData("0.0000001", 1, 0)]
    [InlineData("0.0000011", 2, 1)]
    [InlineData("1000000000", 1_000_000_000_000_000, 1_000_000_000_000_000)]
    public void FromUsd_Fractions_ChargesUpAndLimitsDown(string usd, long charged, long limit)
    {
        var amount = decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((charged, limit), (Money.Cost(amount).Micro, Money.Limit(amount).Micro));
    }

    [Fact]
    public void ToUsd_AnyAmount_ComesBackTheSame() => Laws.Hold(
        Gen.Choose(0, int.MaxValue).Select(x => x * 1_000_003L),
        micro => Assert.Equal((new Money(micro), new Money(micro)), (Money.Cost(new Money(micro).Usd), Money.Limit(new Money(micro).Usd))));
}
