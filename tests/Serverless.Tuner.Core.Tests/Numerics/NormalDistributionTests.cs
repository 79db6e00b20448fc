using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class NormalDistributionTests
{
    /// <summary>x, Φ(x) and log Φ(x), computed with 60 digits.</summary>
    public static TheoryData<double, double, double> Known => new()
    {
        { -1000000.0, 0, -5.0000000001473445e+11 },
        { -1000.0, 0, -500007.82669481218 },
        { -60.0, 0, -1805.0135606805671 },
        { -37.0, 5.7255712225245768e-300, -689.03058557689059 },
        { -30.0, 4.9067139271481871e-198, -454.3212439563432 },
        { -20.0, 2.7536241186062337e-89, -203.91715537109726 },
        { -10.0, 7.6198530241605261e-24, -53.231285150512471 },
        { -5.7, 5.9903714010635282e-9, -18.933112423224743 },
        { -5.6, 1.0717590258310929e-8, -18.351379495909332 },
        { -3.0, 0.0013498980316300945, -6.6077262215103495 },
        { -1.0, 0.15865525393145705, -1.8410216450092635 },
        { -0.6744, 0.25002852137294061, -1.386180282135383 },
        { -0.1, 0.46017216272297102, -0.77615459273027333 },
        { 0.0, 0.5, -0.69314718055994531 },
        { 0.1, 0.53982783727702898, -0.61650501011502629 },
        { 0.6744, 0.74997147862705939, -0.28772010167213671 },
        { 0.68, 0.75174776954642949, -0.28535442413295908 },
        { 1.0, 0.84134474606854295, -0.17275377902344989 },
        { 2.0, 0.97724986805182079, -0.023012909328963488 },
        { 3.0, 0.99865010196836991, -0.0013508099647481938 },
        { 5.0, 0.99999971334842812, -2.8665161296376359e-7 },
        { 8.0, 0.99999999999999938, -6.2209605742717861e-16 },
    };

    /// <summary>p and Φ⁻¹(p), computed with 60 digits.</summary>
    public static TheoryData<double, double> KnownQuantiles => new()
    {
        { 1e-300, -37.047096299361199 },
        { 1e-100, -21.273453560965324 },
        { 1e-20, -9.2623400897984076 },
        { 1e-05, -4.2648907939228246 },
        { 0.02, -2.053748910631823 },
        { 0.074, -1.4466320671589785 },
        { 0.076, -1.4325027208258116 },
        { 0.3, -0.52440051270804082 },
        { 0.7, 0.52440051270804066 },
        { 0.999, 3.0902323061678133 },
        { 0.99999999999999989, 8.2095361516013869 },
    };

    /// <summary>log p and Φ⁻¹(p), computed with 60 digits.</summary>
    public static TheoryData<double, double> KnownLogQuantiles => new()
    {
        { -0.5, 0.27028802073873585 },
        { -2.4, -1.3363469216740496 },
        { -2.6, -1.4446822551700573 },
        { -30, -7.3576668150087499 },
        { -800, -39.884694838256678 },
        { -10000.0, -141.37983987312716 },
        { -100000000.0, -14142.134882976301 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Cdf_KnownPoints_Matches(double x, double cdf, double logCdf)
    {
        _ = logCdf;
        if (cdf == 0) Assert.InRange(NormalDistribution.Cdf(x), 0, double.Epsilon);
        else Assert.InRange(NormalDistribution.Cdf(x) / cdf, 1 - 1e-14, 1 + 1e-14);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void LogCdf_KnownPoints_Matches(double x, double cdf, double logCdf)
    {
        _ = cdf;
        if (!double.IsNaN(logCdf)) Assert.InRange(NormalDistribution.LogCdf(x) / logCdf, 1 - 1e-14, 1 + 1e-14);
    }

    [Theory]
    [MemberData(nameof(KnownQuantiles))]
    public void Quantile_KnownPoints_Matches(double p, double x) =>
        Assert.InRange(NormalDistribution.Quantile(p) / x, 1 - 1e-14, 1 + 1e-14);

    [Theory]
    [MemberData(nameof(KnownLogQuantiles))]
    public void QuantileOfLog_KnownPoints_Matches(double logP, double x) =>
        Assert.InRange(NormalDistribution.QuantileOfLog(logP) / x, 1 - 1e-14, 1 + 1e-14);

    [Fact]
    public void Quantile_Ends_AreInfinite()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.Equal(0, NormalDistribution.Quantile(0.5));
        Assert.Equal(double.NaN, NormalDistribution.Quantile(1.5));
    }

    [Fact]
    public void Mass_FarUpperTail_DoesNotCancel() =>
        Assert.InRange(NormalDistribution.Mass(20, 30) / 2.7536241186062337e-89, 1 - 1e-13, 1 + 1e-13);
}
