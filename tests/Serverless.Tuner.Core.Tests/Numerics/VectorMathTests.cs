using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class VectorMathTests
{
    [Fact]
    public void Exp_AnyNumbers_HasTheBitsOfThePortableOne() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), AssertSameExponentials).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(800)]
    public void Exp_ThousandsWithin_HasTheBitsOfThePortableOne(double size)
    {
        var random = new TrialRandom(1, 1);
        AssertSameExponentials([.. Enumerable.Range(0, 10_003).Select(_ => size * random.NextGaussian())]);
    }

    [Fact]
    public void Log_AnyNumbers_HasTheBitsOfThePortableOne()
    {
        var random = new TrialRandom(2, 1);
        double[] special = [
            0, -1, 1, 2, 0.5, 4, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 1e-310, double.MaxValue,
            2.2250738585072014e-308, 1.4142135623730951, 1.4142135623730954, 0.7071067811865476];
        double[] x = [
            .. special, .. Enumerable.Range(0, 20_000).Select(_ => BitConverter.UInt64BitsToDouble(random.NextBits() >> 1)),
            .. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() * 3)];
        for (var i = 0; i < x.Length; i += 4)
        {
            var logs = VectorMath.Log(Vector256.Create(x, i));
            for (var lane = 0; lane < 4; lane++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(PortableMath.Log(x[i + lane])), BitConverter.DoubleToInt64Bits(logs[lane]));
        }
    }

    private static void AssertSameExponentials(double[] x)
    {
        Array.Resize(ref x, VectorMath.Pad(x.Length));
        for (var i = 0; i < x.Length; i += 4)
        {
            var exponentials = VectorMath.Exp(Vector256.Create(x, i));
            for (var lane = 0; lane < 4; lane++) Assert.Equal(PortableMath.Exp(x[i + lane]), exponentials[lane]);
        }
    }
}
