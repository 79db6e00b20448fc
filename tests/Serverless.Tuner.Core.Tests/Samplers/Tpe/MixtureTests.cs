using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Samplers.Tpe;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Tpe;

public class MixtureTests
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
        var (encoding, ratio) = Fit(space);
        List<Dictionary<string, ParameterValue>> all = [new() { ["a"] = ParameterValue.Of("x") }, new() { ["a"] = ParameterValue.Of("z") }];
        for (var b = 1; b <= 4; b++)
        {
            if (b is 1 or 4) all.Add(new() { ["a"] = ParameterValue.Of("y"), ["b"] = ParameterValue.Of(b) });
            else
                for (var c = 1; c <= 7; c++)
                    all.Add(new() { ["a"] = ParameterValue.Of("y"), ["b"] = ParameterValue.Of(b), ["c"] = ParameterValue.Of(c) });
        }

        Assert.InRange(LogDensities(encoding, ratio.Good, [.. all.Select(encoding.Encode)]).Sum(Math.Exp), 1 - 1e-12, 1 + 1e-12);
    }

    [Fact]
    public void Draw_ConditionalSpace_FollowsTheDensity()
    {
        ParameterSpec[] space = [Spaces.Choice("a", "x", "y"), Spaces.Int("b", 1, 4).When("a", ParameterValue.Of("y"))];
        var (encoding, ratio) = Fit(space);
        var random = new TrialRandom(9, 0);
        var search = new CandidateSearch(encoding);
        var seen = Enumerable.Range(0, 20_000).Select(_ => Study.Text(encoding.Decode(search.Best([ratio], 1, null, 0, random))))
            .GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());
        var points = new[] { new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of("x") } }
            .Concat(
                Enumerable.Range(1, 4)
                    .Select(
                        b =>
                            new Dictionary<string,
                            ParameterValue>
                            { ["a"] = ParameterValue.Of("y"), ["b"] = ParameterValue.Of(b) })).ToArray();
        var expected = LogDensities(encoding, ratio.Good, [.. points.Select(encoding.Encode)]).Select(l => 20_000 * Math.Exp(l)).ToArray();
        Assert.InRange(
            Distributions.ChiSquare([.. points.Select(p => seen.GetValueOrDefault(Study.Text(p)))], expected), 0,
            Distributions.ChiSquareLimit(4));
    }

    [Fact]
    public void Begin_OneParameter_OnlyPointsThatHaveItCount()
    {
        // Points where b exists have it at 4; the others must not add their prior to its density.
        ParameterSpec[] space = [Spaces.Choice("a", "x", "y"), Spaces.Int("b", 1, 4).When("a", ParameterValue.Of("y"))];
        var encoding = new PointEncoding(SearchSpace.From(space));
        var mixture = new Mixture();
        mixture.Clear(KernelShape.Bad);
        for (var i = 0; i < 3; i++) mixture.Add([1, 0.875]);
        var alone = DensityOfFour();
        for (var i = 0; i < 20; i++) mixture.Add([0, double.NaN]);
        Assert.Equal(alone, DensityOfFour(), 12);

        double DensityOfFour()
        {
            var result = new double[1];
            var column = new KernelColumns(encoding)[1]!;
            mixture.Begin(1, 1);
            mixture.Fit(column, 1);
            mixture.Include(column, [0.875]);
            mixture.LogDensities(result);
            return Math.Exp(result[0]);
        }
    }

    private static (PointEncoding Encoding, DensityRatio Ratio) Fit(ParameterSpec[] specs)
    {
        var space = SearchSpace.From(specs);
        var encoding = new PointEncoding(space);
        var random = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" })
            .Prepare(new SamplerHistory(space, [Direction.Minimize], 11, []));
        var ratio = new DensityRatio();
        ratio.Good.Clear(KernelShape.Bad);
        ratio.Bad.Clear(KernelShape.Bad);
        for (var i = 0; i < 12; i++) ratio.Good.Add(encoding.Encode(random.Suggest(i)));
        for (var i = 0; i < 13; i++) ratio.Good.Weights[i] = i + 1;
        return (encoding, ratio);
    }

    private static double[] LogDensities(PointEncoding encoding, Mixture mixture, double[][] points)
    {
        var columns = new KernelColumns(encoding);
        var result = new double[points.Length];
        mixture.Begin(points.Length);
        for (var j = 0; j < encoding.Dimensions; j++)
        {
            if (columns[j] is not { } column) continue;
            mixture.Fit(column, j);
            mixture.Include(column, [.. points.Select(p => p[j])]);
        }

        mixture.LogDensities(result);
        return result;
    }

    private static double Integral(ParameterSpec spec, int cells)
    {
        var (encoding, ratio) = Fit([spec]);
        return LogDensities(encoding, ratio.Good, [.. Enumerable.Range(0, cells).Select(i => new[] { (i + 0.5) / cells })])
            .Average(Math.Exp);
    }
}
