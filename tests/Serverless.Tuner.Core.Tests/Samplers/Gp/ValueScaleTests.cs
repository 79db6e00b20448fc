using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class ValueScaleTests
{
    [Theory]
    [InlineData(1.0, 2.0, 5.0)]
    [InlineData(1e308, -1e308, 0.0)]
    [InlineData(double.MaxValue, double.MinValue, 1.0)]
    [InlineData(0.0, 1e-300, 3e-300)]
    public void Apply_AnyFiniteValues_IsCentredAndFinite(double a, double b, double c)
    {
        foreach (var scale in new[] { ValueScale.Linear([a, b, c]), ValueScale.Logarithmic([a, b, c], 0.1)! })
        {
            var applied = scale.Apply([a, b, c]);
            Assert.Equal(0, applied.Average(), 1e-9);
            Assert.Equal(1, applied.Sum(v => v * v) / 3, 1e-9);
        }
    }

    [Fact]
    public void Apply_AllEqual_IsZero()
    {
        Assert.Equal([0, 0, 0], ValueScale.Linear([4.0, 4, 4]).Apply([4.0, 4, 4]));
        Assert.Null(ValueScale.Logarithmic([4, 4, 4], 0.1));
    }

    [Fact]
    public void LogJacobian_Difference_IsThatOfTheDerivatives()
    {
        double[] values = [0.1, 0.5, 2, 9, 4];
        var (linear, bent) = (ValueScale.Linear(values), ValueScale.Logarithmic(values, 0.1)!);
        var expected = values.Skip(1).Sum(v => Math.Log(Slope(bent, v) / Slope(linear, v)));
        // At the least value itself the scale has a kink.
        expected += Math.Log(
            (bent.Apply(values[0] + 1e-7) - bent.Apply(values[0])) / (linear.Apply(values[0] + 1e-7) - linear.Apply(values[0])));
        Assert.Equal(expected, bent.LogJacobian - linear.LogJacobian, 1e-4);

        static double Slope(ValueScale scale, double v) => (scale.Apply(v + 1e-6) - scale.Apply(v - 1e-6)) / 2e-6;
    }
}
