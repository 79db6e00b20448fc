using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.Samplers.Prior;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Prior;

/// <summary>What samplers take from earlier studies.</summary>
public sealed class PriorTests
{
    private static readonly SearchSpace s_space = SearchSpace.From(
    [
        new() { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 },
        new() { Name = "y", Kind = ParameterKind.Float, Low = 0, High = 1 },
    ]);

    [Fact]
    public void Fit_OfALandscapeThatIsMovedAndStretched_FindsTheWay()
    {
        var process = Process(Wave, 40);
        var points = Points(12, 2);
        var values = Scaled([.. points.Select(p => 1000 + (30 * Wave(p[0] - 0.08, p[1] + 0.05)))]);

        var fit = PriorFit.Of(process, [false, false], points, values);

        Assert.InRange(fit.Move[0], 0.05, 0.11);
        Assert.InRange(fit.Move[1], -0.08, -0.02);
        Assert.True(fit.Slope > 0.5, $"{fit.Slope}");
        Assert.True(fit.Unlikely < PriorFit.Unlikeliness(12, 12) - 5, $"{fit.Unlikely}");
    }

    [Fact]
    public void Mean_OfLikeAndUnlikeStudies_IsThatOfTheLikeOne_AndOfUnlikeOnesAloneThereIsNone()
    {
        var points = Points(14, 3);
        var values = Scaled([.. points.Select(p => Wave(p[0] - 0.05, p[1]))]);
        var (like, opposite) = (Process(Wave, 40), Process((x, y) => -Wave(x, y), 40));

        var mean = PriorMean.Of([opposite, like], [false, false], points, values)!;

        for (var k = 0; k < points.Length; k++) Assert.InRange(mean.Mean(points[k]) - values[k], -0.5, 0.5);
        Assert.Null(PriorMean.Of([Process((x, y) => x - y, 40)], [false, false], points, Scaled([.. points.Select(p => p[1] - p[0])])));
    }

    [Fact]
    public void Gradient_IsThatOfTheMean()
    {
        var points = Points(14, 3);
        var mean = PriorMean.Of(
            [Process(Wave, 40)], [false, false], points, Scaled([.. points.Select(p => Wave(p[0] - 0.05, p[1] + 0.03))]))!;
        const double Step = 1e-5;

        foreach (var at in Points(5, 4))
        {
            var gradient = new double[2];
            mean.AddGradient(at, 2, gradient);
            Assert.Equal(2 * (mean.Mean([at[0] + Step, at[1]]) - mean.Mean([at[0] - Step, at[1]])) / (2 * Step), gradient[0], 5);
            Assert.Equal(2 * (mean.Mean([at[0], at[1] + Step]) - mean.Mean([at[0], at[1] - Step])) / (2 * Step), gradient[1], 5);
        }
    }

    [Fact]
    public void Suggestion_FollowsAStudyThatIsLike_AndNotOneThatExplainsNothing()
    {
        var own = Points(20, 5).Select((p, k) => Trial(k, p, Wave(p[0], p[1]))).ToArray();

        var alone = Suggest(own, null);

        Assert.NotEqual(alone, Suggest(own, Study((x, y) => Wave(x - 0.05, y))));
        Assert.Equal(alone, Suggest(own, Study((x, y) => Math.Cos(40 * x) * Math.Cos(31 * y))));
        Assert.Equal(alone, Suggest(own, Study((x, y) => -Wave(x, y))));
    }

    [Fact]
    public void Suggestion_WhileOwnTrialsAreFew_FollowsAStudyThatIsLike_AndFillsTheSpaceWhereNoneIs()
    {
        var own = Points(7, 5).Select((p, k) => Trial(k, p, Wave(p[0], p[1]))).ToArray();

        var alone = Suggest(own, null);

        Assert.NotEqual(alone, Suggest(own, Study((x, y) => Wave(x - 0.05, y))));
        Assert.Equal(alone, Suggest(own, Study((x, y) => -Wave(x, y))));
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(23, false)]
    public void Auto_LeavesOutTurnsOfTpe_WhileFewTrialsFollowAStudyThatIsLike(int trials, bool leavesOut)
    {
        var own = Points(trials, 5).Select((p, k) => Trial(k, p, Wave(p[0], p[1]))).ToArray();
        var (like, unlike) = (Study((x, y) => Wave(x - 0.05, y)), Study((x, y) => -Wave(x, y)));

        Assert.Equal("tpe", Chosen(null));
        Assert.Equal("tpe", Chosen(unlike));
        Assert.Equal(leavesOut ? "gp" : "tpe", Chosen(like));

        string Chosen(PriorStudy? earlier)
        {
            var suggester = Prepared(own, earlier, Direction.Minimize, "auto");
            suggester.Suggest(own.Length);
            return suggester.Note!.Method;
        }
    }

    [Fact]
    public void Suggestion_OfAMaximum_IsThatOfTheMinimumOfTheOppositeValues()
    {
        var points = Points(10, 5);
        var least = Suggest([.. points.Select((p, k) => Trial(k, p, Wave(p[0], p[1])))], Study((x, y) => Wave(x - 0.05, y)));
        var most = Suggest(
            [.. points.Select((p, k) => Trial(k, p, -Wave(p[0], p[1])))], Study((x, y) => -Wave(x - 0.05, y)), Direction.Maximize);

        Assert.Equal(least, most);
    }

    [Fact]
    public void TrialsOutsideOfTheSpace_TellNothingOfIt()
    {
        var study = Study(Wave);
        var wide = study with
        {
            Trials = [.. study.Trials.Select((t, k) => k % 2 == 0 ? t : t with { Parameters = Values([1.5, 0.5]) })],
        };
        var history = new SamplerHistory(s_space, [Direction.Minimize], 1)
        {
            Prior = [wide, Study(Wave) with { Trials = [.. study.Trials.Take(4)] }],
        };

        Assert.Equal(study.Trials.Count / 2, Assert.Single(history.PriorSources).Points.Length);
    }

    private static double Wave(double x, double y) => Math.Sin(6 * x) + Math.Cos(5 * y) + (x * y);

    private static double[][] Points(int count, int seed) =>
        [.. Enumerable.Range(0, count).Select(k => new TrialRandom(seed, k)).Select(r => new[] { r.NextDouble(), r.NextDouble() })];

    /// <summary>Values with mean 0 and variance 1.</summary>
    private static double[] Scaled(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => (v - mean) / deviation)];
    }

    private static Dictionary<string, ParameterValue> Values(double[] point) =>
        new() { ["x"] = ParameterValue.Of(point[0]), ["y"] = ParameterValue.Of(point[1]) };

    private static PriorStudy Study(Func<double, double, double> function, int trials = 30) =>
        new("earlier", 1, [.. Points(trials, 1).Select(p => new MemoryPoint(Values(p), [function(p[0], p[1])]))]);

    private static PriorProcess Process(Func<double, double, double> function, int trials)
    {
        var history = new SamplerHistory(s_space, [Direction.Minimize], 1) { Prior = [Study(function, trials)] };
        return Assert.Single(new PriorProcesses().Of(history, new GpWorkspace()));
    }

    private static SampledTrial Trial(int number, double[] point, double value) =>
        new(number, TrialState.Complete, Values(point), [value]);

    private static IEnumerable<string> Suggest(SampledTrial[] own, PriorStudy? earlier, Direction direction = Direction.Minimize) =>
        Prepared(own, earlier, direction, "gp").Suggest(own.Length).Select(p => $"{p.Key} {p.Value}");

    private static ISuggester Prepared(SampledTrial[] own, PriorStudy? earlier, Direction direction, string sampler)
    {
        var history = new SamplerHistory(s_space, [direction], 1, own) { Prior = earlier is null ? [] : [earlier] };
        return SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = sampler }).Prepare(history);
    }
}
