using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

public class RandomSamplerTests : BuiltInSamplerTests
{
    private const int Draws = 4_000;
    private const double KolmogorovLimit = 0.0258; // 1.63 / √4000: exceeded by chance in 1 % of cases.

    protected override string Type => "random";

    protected override string Fingerprint => "D4A166B2DBD3BD4F";

    [Fact]
    public void Suggest_Float_IsUniform() => AssertContinuous(Spaces.Float("x", -2, 3), x => (x + 2) / 5);

    [Fact]
    public void Suggest_WidestFloat_IsUniform() =>
        AssertContinuous(Spaces.Float("x", double.MinValue, double.MaxValue), x => 0.5 + (x / double.MaxValue / 2));

    [Fact]
    public void Suggest_LogFloat_IsUniformInTheLogarithm() =>
        AssertContinuous(Spaces.Float("x", 1e-300, 1e300, log: true), x => (Math.Log10(x) + 300) / 600);

    [Fact]
    public void Suggest_Normal_IsNormal() => AssertContinuous(Spaces.Normal("x", 5, 2), x => NormalDistribution.Cdf((x - 5) / 2));

    [Fact]
    public void Suggest_TruncatedNormal_IsTheNormalWithinItsLimits()
    {
        var (low, high) = (NormalDistribution.Cdf(-1), NormalDistribution.Cdf(0.5));
        AssertContinuous(Spaces.Normal("x", 0, 1, -1, 0.5), x => (NormalDistribution.Cdf(x) - low) / (high - low));
    }

    [Fact]
    public void Suggest_NormalTruncatedFarOut_FallsOffLikeAnExponential() =>
        AssertContinuous(Spaces.Normal("x", 0, 1, 50), x => 1 - Math.Exp(NormalDistribution.LogCdf(-x) - NormalDistribution.LogCdf(-50)));

    [Fact]
    public void Suggest_Lognormal_IsNormalInTheLogarithm() =>
        AssertContinuous(Spaces.Normal("x", -1, 0.5, log: true), x => NormalDistribution.Cdf((Math.Log(x) + 1) / 0.5));

    [Fact]
    public void Suggest_LognormalWithLimits_IsTruncated()
    {
        var high = NormalDistribution.Cdf(Math.Log(2));
        AssertContinuous(Spaces.Normal("x", 0, 1, 0, 2, log: true), x => NormalDistribution.Cdf(Math.Log(x)) / high);
    }

    [Fact]
    public void Suggest_Int_IsUniform() =>
        AssertDiscrete(Spaces.Int("x", -3, 8), Enumerable.Range(-3, 12).Select(k => (ParameterValue.Of(k), 1.0)));

    [Fact]
    public void Suggest_SteppedInt_IsUniformOnTheGrid() =>
        AssertDiscrete(Spaces.Int("x", 10, 95, step: 20), new long[] { 10, 30, 50, 70, 90 }.Select(k => (ParameterValue.Of(k), 1.0)));

    [Fact]
    public void Suggest_SteppedFloat_IsUniformOnTheGrid() =>
        AssertDiscrete(Spaces.Float("x", 0.1, 0.5, step: 0.1), new[] { 0.1, 0.2, 0.3, 0.4, 0.5 }.Select(k => (ParameterValue.Of(k), 1.0)));

    [Fact]
    public void Suggest_LogInt_HasTheMassOfItsCell() =>
        AssertDiscrete(
            Spaces.Int("x", 1, 12, log: true),
            Enumerable.Range(1, 12).Select(k => (ParameterValue.Of(k), Math.Log((k + 0.5) / (k - 0.5)))));

    [Fact]
    public void Suggest_Categorical_IsUniform() =>
        AssertDiscrete(Spaces.Choice("x", "a", "b", "c"), new[] { "a", "b", "c" }.Select(k => (ParameterValue.Of(k), 1.0)));

    [Fact]
    public void Suggest_WidestInt_ReachesBothHalves()
    {
        var draws = Draw(Spaces.Int("x", -9007199254740992, 9007199254740992)).Select(v => v.AsInt()).ToArray();
        Assert.InRange(draws.Count(x => x < 0), 1_850, 2_150);
        Assert.Contains(draws, x => x % 2 != 0);
    }

    [Fact]
    public void Suggest_FixedSeed_GivesTheseVeryPoints()
    {
        var suggester = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = Type })
            .Prepare(new SamplerHistory(SearchSpace.From(Spaces.EveryKind), [Direction.Minimize], 2026, []));
        Assert.Equal(Golden.Random, Study.Text(suggester.Suggest(0)) + Study.Text(suggester.Suggest(41)));
    }

    private static IEnumerable<ParameterValue> Draw(ParameterSpec spec)
    {
        var suggester = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" })
            .Prepare(new SamplerHistory(SearchSpace.From([spec]), [Direction.Minimize], 3, []));
        return Enumerable.Range(0, Draws).Select(i => suggester.Suggest(i)[spec.Name]);
    }

    private static void AssertContinuous(ParameterSpec spec, Func<double, double> cdf) =>
        Assert.InRange(Distributions.KolmogorovSmirnov(Draw(spec).Select(v => v.AsDouble()), cdf), 0, KolmogorovLimit);

    private static void AssertDiscrete(ParameterSpec spec, IEnumerable<(ParameterValue Value, double Weight)> expected)
    {
        var all = expected.ToArray();
        var seen = Draw(spec).ToArray();
        Assert.All(seen, v => Assert.Contains(all, e => e.Value == v));
        var total = all.Sum(e => e.Weight);
        var statistic = Distributions.ChiSquare(
            [.. all.Select(e => seen.Count(v => v == e.Value))], [.. all.Select(e => Draws * e.Weight / total)]);
        Assert.InRange(statistic, 0, Distributions.ChiSquareLimit(all.Length - 1));
    }
}
