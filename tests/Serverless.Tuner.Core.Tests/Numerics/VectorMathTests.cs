using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class VectorMathTests
{
    [Fact]
    public void Exp_AnyNumbers_HasTheBitsOfThePortableOne() => Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), x =>
    {
        var result = new double[x.Length];
        VectorMath.Exp(x, result);
        Assert.Equal(x.Select(PortableMath.Exp), result);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(800)]
    public void Exp_ThousandsWithin_HasTheBitsOfThePortableOne(double size)
    {
        var random = new TrialRandom(1, 1);
        var x = Enumerable.Range(0, 10_003).Select(_ => size * random.NextGaussian()).ToArray();
        var expected = x.Select(PortableMath.Exp).ToArray();
        VectorMath.Exp(x, x);
        Assert.Equal(expected, x);
    }

    [Fact]
    public void Exp_ResultTooShort_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => VectorMath.Exp([1, 2], new double[1]));
}
