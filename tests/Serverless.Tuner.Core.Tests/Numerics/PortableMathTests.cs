using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class PortableMathTests
{
    [Fact]
    public void Exp_WholeRange_WithinTwoUlpOfThePlatform()
    {
        var random = new TrialRandom(1, 0);
        for (var i = 0; i < 200_000; i++)
        {
            var x = -745 + (random.NextDouble() * (745 + 709.7));
            AssertUlps(Math.Exp(x), PortableMath.Exp(x), 2, x);
            x = (random.NextDouble() - 0.5) * Math.ScaleB(1, -(i % 60));
            AssertUlps(Math.Exp(x), PortableMath.Exp(x), 2, x);
        }
    }

    [Fact]
    public void Log_WholeRange_WithinTwoUlpOfThePlatform()
    {
        var random = new TrialRandom(2, 0);
        for (var i = 0; i < 200_000; i++)
        {
            var x = BitConverter.Int64BitsToDouble(random.NextInt(0x7FEF_FFFF_FFFF_FFFF) + 1);
            AssertUlps(Math.Log(x), PortableMath.Log(x), 2, x);
            x = 0.5 + (random.NextDouble() * 1.5);
            AssertUlps(Math.Log(x), PortableMath.Log(x), 2, x);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-746, 0)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_Limits_AreExact(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.Epsilon, -744.4400719213812)]
    public void Log_Limits_AreExact(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(-1e-10, -1.00000000005e-10)]
    [InlineData(1, 0.6931471805599453)]
    public void Log1P_SmallAndLarge_KeepsRelativePrecision(double x, double expected) =>
        Assert.InRange(PortableMath.Log1P(x) / expected, 1 - 1e-15, 1 + 1e-15);

    private static void AssertUlps(double expected, double actual, int ulps, double at)
    {
        var difference = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Assert.True(difference <= ulps, $"at {at:R}: {actual:R} is {difference} ulp from {expected:R}");
    }
}
