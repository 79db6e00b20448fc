using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Fresh;

public sealed class FreshPointsTests
{
    private const int Trials = 40;

    private static readonly ParameterSpec[] TwoIntegers = [Spaces.Int("m", 1, 10), Spaces.Int("n", 1, 10)];

    [Theory]
    [InlineData("tpe", 1)]
    [InlineData("tpe", 4)]
    [InlineData("auto", 1)]
    [InlineData("auto", 4)]
    public void Next_TwoIntegers_FindsTheOptimumAndRepeatsHardlyAny(string sampler, int workers)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var points = new Workers(sampler, TwoIntegers, seed, workers, Bowl).Run(Trials);
            Assert.InRange(points.Distinct().Count(), 34, Trials);
            Assert.Contains("m=7\nn=3\n", points);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1e-12, false)]
    [InlineData(0.1, true)]
    public void Next_EqualPointsGaveValues_RepeatsOnlyIfTheyDiffer(double difference, bool mayRepeat)
    {
        var history = new SamplerHistory(SearchSpace.From([Spaces.Int("x", 1, 30)]), [Direction.Minimize], 3);
        for (var number = 0; number < 2; number++)
            history.Set(new SampledTrial(number, TrialState.Complete, Point(15), [1 + (number * difference)]));
        var tried = new HashSet<long> { 15 };
        var repeats = 0;
        for (var number = 2; number < 22; number++)
        {
            var point = new FreshPoints(SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }), history).Next(number)!;
            if (!tried.Add(point["x"].AsInt())) repeats++;
            history.Set(new SampledTrial(number, TrialState.Complete, point, [2]));
        }

        Assert.Equal(mayRepeat, repeats > 0);
    }

    [Fact]
    public void Next_NoisyStudy_RepeatsNoneThatIsBeingEvaluated()
    {
        var noise = new TrialRandom(7, 0);
        var workers = new Workers("tpe", [Spaces.Int("x", 1, 30)], 3, 4, point => point["x"].AsInt() + noise.NextGaussian());
        workers.History.Set(new SampledTrial(0, TrialState.Complete, Point(2), [1.9]));
        workers.History.Set(new SampledTrial(1, TrialState.Complete, Point(2), [2.1]));

        var points = workers.Run(30);

        Assert.InRange(points.Distinct().Count(), 5, 28);
        Assert.All(workers.Asked, asked => Assert.DoesNotContain(asked.Point, asked.Running));
    }

    [Fact]
    public void Next_AllTried_GoesOnWithWhatTheSamplerSuggests()
    {
        var workers = new Workers("random", [Spaces.Int("x", 1, 3)], 3, 2, point => point["x"].AsInt());

        Assert.Equal(3, workers.Run(20).Distinct().Count());
        Assert.Equal(3, workers.Asked.Take(3).Select(a => a.Point).Distinct().Count());
    }

    [Fact]
    public void Next_PointRepeated_IsReplacedByOneAStepAway()
    {
        ParameterSpec[] space = [Spaces.Int("m", 1, 1_000_000), Spaces.Choice("c", "a", "b"), Spaces.Int("only", 1, 1)];
        for (var seed = 0; seed < 20; seed++)
        {
            var history = new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], seed);
            var sampler = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" });
            var suggested = sampler.Prepare(history).Suggest(9);
            history.Set(new SampledTrial(0, TrialState.Failed, suggested, null));

            var point = new FreshPoints(sampler, history).Next(9)!;

            Assert.Equal(suggested["c"], point["c"]);
            Assert.Equal(1, Math.Abs(suggested["m"].AsInt() - point["m"].AsInt()));
        }
    }

    private static Dictionary<string, ParameterValue> Point(long x) => new() { ["x"] = ParameterValue.Of(x) };

    private static double Bowl(IReadOnlyDictionary<string, ParameterValue> point) =>
        Math.Pow(point["m"].AsInt() - 7, 2) + Math.Pow(point["n"].AsInt() - 3, 2);
}
