using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Samplers.Tpe;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Tpe;

public class ParzenEstimatorTests
{
    [Fact]
    public void LogDensities_Float_IntegratesToOne() => Assert.InRange(Integral(Spaces.Float("x", -3, 9), 20_000), 1 - 1e-6, 1 + 1e-6);

    [Fact]
    public void LogDensities_FineGrid_SumsToOne() => Assert.InRange(Integral(Spaces.Int("x", 1, 100), 100), 1 - 0.01, 1 + 0.01);

    [Fact]
    public void LogDensities_ConditionalSpace_SumsToOneOverAllBranches()
    {
        // Every point of the space: a without b; a with each b; a with b and each c.
        ParameterSpec[] space =
        [
            Spaces.Choice("a", "x", "y", "z"),
            Spaces.Int("b", 1, 4).When("a", ParameterValue.Of("y")),
            Spaces.Int("c", 1, 7, log: true).When("b", ParameterValue.Of(2), ParameterValue.Of(3)),
        ];
        var (encoding, estimator) = Fit(space);
        List<Dictionary<string, ParameterValue>> all = [new() { ["a"] = ParameterValue.Of("x") }, new() { ["a"] = ParameterValue.Of("z") }];
        for (var b = 1; b <= 4; b++)
        {
            if (b is 1 or 4) all.Add(new() { ["a"] = ParameterValue.Of("y"), ["b"] = ParameterValue.Of(b) });
            else for (var c = 1; c <= 7; c++) all.Add(new() { ["a"] = ParameterValue.Of("y"), ["b"] = ParameterValue.Of(b), ["c"] = ParameterValue.Of(c) });
        }

        Assert.InRange(estimator.LogDensities([.. all.Select(encoding.Encode)]).Sum(Math.Exp), 1 - 1e-12, 1 + 1e-12);
    }

    [Fact]
    public void Draw_ConditionalSpace_FollowsTheDensity()
    {
        ParameterSpec[] space = [Spaces.Choice("a", "x", "y"), Spaces.Int("b", 1, 4).When("a", ParameterValue.Of("y"))];
        var (encoding, estimator) = Fit(space);
        var random = new TrialRandom(9, 0);
        var seen = Enumerable.Range(0, 20_000).Select(_ => Golden.Text(encoding.Decode(estimator.Draw(random)))).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());
        var points = new[] { new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of("x") } }
            .Concat(Enumerable.Range(1, 4).Select(b => new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of("y"), ["b"] = ParameterValue.Of(b) })).ToArray();
        var expected = estimator.LogDensities([.. points.Select(encoding.Encode)]).Select(l => 20_000 * Math.Exp(l)).ToArray();
        Assert.InRange(Distributions.ChiSquare([.. points.Select(p => seen.GetValueOrDefault(Golden.Text(p)))], expected), 0, Distributions.ChiSquareLimit(4));
    }

    [Fact]
    public void Fit_Bandwidths_AreTheLargerGapToANeighbour()
    {
        var (centres, deviations) = Bandwidths.Fit([0.9, double.NaN, 0.1, 0.2, 0.2]);
        Assert.Equal([0.9, 0.5, 0.1, 0.2, 0.2, 0.5], centres);
        // Sorted: 0.1, 0.2, 0.2, 0.5 (the prior), 0.9.
        Assert.Equal([0.4, 1, 0.1, 0.1, 0.3, 1], deviations.Select(d => Math.Round(d, 12)));
    }

    [Fact]
    public void Weights_ManyBadTrials_RampUpToTheNewest()
    {
        var bad = new BadTrials();
        for (var i = 0; i < 200; i++) bad.Add(200 - i, [i]);
        var weights = bad.Weights();
        Assert.Equal(151, weights.Length);
        Assert.Equal(1.0 / 150, weights[0]);
        Assert.All(weights[125..], w => Assert.Equal(1, w));
        Assert.Equal(weights.Order(), weights);
        Assert.Equal(149, bad.Points[0][0]);
        Assert.Equal(0, bad.Points[^1][0]);
    }

    private static (PointEncoding Encoding, ParzenEstimator Estimator) Fit(ParameterSpec[] specs)
    {
        var space = SearchSpace.From(specs);
        var encoding = new PointEncoding(space);
        var random = SamplerFactory.Create(new SamplerSpec { Type = "random" }).Prepare(new SamplerHistory(space, [Direction.Minimize], 11, []));
        var points = Enumerable.Range(0, 12).Select(i => encoding.Encode(random.Suggest(i))).ToArray();
        return (encoding, new ParzenEstimator(encoding, points, [.. Enumerable.Range(1, 13).Select(i => (double)i)]));
    }

    private static double Integral(ParameterSpec spec, int cells)
    {
        var (_, estimator) = Fit([spec]);
        var points = Enumerable.Range(0, cells).Select(i => new[] { (i + 0.5) / cells }).ToArray();
        return estimator.LogDensities(points).Average(Math.Exp);
    }
}
