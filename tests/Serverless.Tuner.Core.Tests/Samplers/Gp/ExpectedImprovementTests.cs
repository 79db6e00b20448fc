using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class ExpectedImprovementTests
{
    // log(φ(z) + z Φ(z)), computed with 60 digits.
    [Theory]
    [MemberData(nameof(Exact))]
    public void LogUnit_AnyZ_IsExact(double z, double expected)
    {
        var (log, _) = ExpectedImprovement.LogUnit(z);
        Assert.Equal(expected, log, 1e-9 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(-2e4)]
    [InlineData(-300)]
    [InlineData(-5)]
    [InlineData(-1.0000001)]
    [InlineData(0.3)]
    [InlineData(4)]
    public void LogUnit_Slope_IsTheDifferenceQuotient(double z)
    {
        var step = 1e-5 * Math.Max(1, Math.Abs(z));
        var quotient = (ExpectedImprovement.LogUnit(z + step).Log - ExpectedImprovement.LogUnit(z - step).Log) / (2 * step);
        Assert.Equal(quotient, ExpectedImprovement.LogUnit(z).Slope, 1e-5 * Math.Max(1, Math.Abs(quotient)));
    }

    [Fact]
    public void Log_Slopes_AreTheDifferenceQuotients()
    {
        var improvement = new ExpectedImprovement(-0.3);
        var (byMean, byDeviation, unused) = (new double[1], new double[1], new double[1]);
        improvement.Log([0.4], [0.2], byMean, byDeviation);
        Assert.Equal((Log(0.4 + 1e-6, 0.2) - Log(0.4 - 1e-6, 0.2)) / 2e-6, byMean[0], 1e-5);
        Assert.Equal((Log(0.4, 0.2 + 1e-6) - Log(0.4, 0.2 - 1e-6)) / 2e-6, byDeviation[0], 1e-5);

        double Log(double mean, double deviation) => improvement.Log([mean], [deviation], unused, unused);
    }

    public static TheoryData<double, double> Exact() => new()
    {
        { -30000.0, -450000021.53684384 },
        { -1000.0, -500014.73445209116 },
        { -200.0, -20011.515648259738 },
        { -40.0, -808.29856835662 },
        { -10.0, -55.55312203612235 },
        { -3.0, -7.869686059603029 },
        { -1.0, -2.4851210257126413 },
        { -0.5, -1.6205162643873199 },
        { 0.0, -0.9189385332046728 },
        { 1.0, 0.08002621884930694 },
        { 5.0, 1.6094379231264313 },
        { 30.0, 3.4011973816621555 },
    };
}
