using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Costs;

public class CostModelTests
{
    private static readonly SearchSpace Space = SearchSpace.From(
        [Spaces.Int("epochs", 1, 100, log: true), Spaces.Choice("model", "small", "large"), Spaces.Float("rate", 0, 1)]);

    [Fact]
    public void LogCost_ProductOfFactors_IsLearned()
    {
        var history = History(40, p => (long)(1000 * p["epochs"].AsInt() * (p["model"] == ParameterValue.Of("large") ? 8.0 : 1)));
        var model = CostModel.TryFit(history)!;
        Assert.Equal(Math.Log(8), Difference("large", 10, "small", 10), 0.15);
        Assert.Equal(Math.Log(50), Difference("small", 50, "small", 1), 0.4);

        double Difference(string a, long epochsA, string b, long epochsB) =>
            model.LogCost(Point(history, a, epochsA)) - model.LogCost(Point(history, b, epochsB));
    }

    [Fact]
    public void Slope_OfANumber_IsTheDifferenceQuotient()
    {
        var history = History(30, p => 100 + (p["epochs"].AsInt() * p["epochs"].AsInt()));
        var model = CostModel.TryFit(history)!;
        var point = Point(history, "small", 20);
        var (low, high) = ((double[])point.Clone(), (double[])point.Clone());
        low[2] -= 1e-5;
        high[2] += 1e-5;
        Assert.Equal((model.LogCost(high) - model.LogCost(low)) / 2e-5, model.Slope(2, point[2]), 1e-6);
    }

    [Fact]
    public void TryFit_TooFewCostsOrAllTheSame_IsNull()
    {
        Assert.Null(CostModel.TryFit(History(7, p => p["epochs"].AsInt())));
        Assert.Null(CostModel.TryFit(History(30, _ => 500)));
        Assert.Null(CostModel.TryFit(History(30, _ => 0)));
    }

    /// <summary>Trials that a pruner stops early, the bad ones sooner: taken for whole ones they make dear points look cheap.</summary>
    [Fact]
    public void Median_HalfOfTheTrialsCutShort_IsThatOfAWholeEvaluation()
    {
        var (errors, covered) = (new List<double>(), 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var history = new SamplerHistory(Space, [Direction.Minimize], seed);
            var suggester = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }).Prepare(history);
            for (var i = 0; i < 60; i++)
            {
                var point = suggester.Suggest(i);
                var whole = Whole(point, random);
                // Large models are mostly pruned, at any time of their run.
                var isCut = point["model"] == ParameterValue.Of("large") ? random.Next(5) > 0 : random.Next(5) == 0;
                history.Set(
                    new SampledTrial(
                        i, isCut ? TrialState.Pruned : TrialState.Complete, point,
                        [i])
                    { Cost = new Money(Math.Max(1, isCut ? (long)(whole * random.NextDouble()) : whole)) });
            }

            var model = CostModel.TryFit(history)!;
            for (var i = 1000; i < 1040; i++)
            {
                var point = suggester.Suggest(i);
                var at = history.Encoding.Encode(point);
                errors.Add(Math.Log(model.Median(at).Micro / Middle(point)));
                if (Whole(point, random) <= model.Quantile(at, 1.2815515655446004).Micro) covered++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"bias {errors.Average():0.00}, error {Math.Sqrt(errors.Average(e => e * e)):0.00}, covered "
            + $"{covered / (double)errors.Count:0.000}");
        // As far as it errs, it is on the safe side: a trial that is cut after a share of its run would have cost less than chance says.
        Assert.InRange(errors.Average(), 0, 0.3);
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0, 0.5);
        Assert.InRange(covered / (double)errors.Count, 0.85, 0.96);

        static double Middle(IReadOnlyDictionary<string, ParameterValue> p) =>
            1000.0 * p["epochs"].AsInt() * (p["model"] == ParameterValue.Of("large") ? 8 : 1);

        static long Whole(IReadOnlyDictionary<string, ParameterValue> p, Random random)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return (long)(Middle(p) * Math.Exp(0.5 * normal));
        }
    }

    [Fact]
    public void IsFirm_CostsThatHaveNothingToDoWithThePoint_IsNot()
    {
        var firm = Enumerable.Range(0, 40).Count(seed =>
        {
            var random = new Random(seed);
            return CostModel.TryFit(History(20, _ => random.Next(1_000, 100_000)))!.IsFirm;
        });

        Assert.InRange(firm, 0, 8);
        Assert.True(CostModel.TryFit(History(20, p => 1_000 * p["epochs"].AsInt()))!.IsFirm);
    }

    private static double[] Point(SamplerHistory history, string model, long epochs) =>
        history.Encoding.Encode(new Dictionary<string, ParameterValue>
        {
            ["epochs"] = ParameterValue.Of(epochs),
            ["model"] = ParameterValue.Of(model),
            ["rate"] = ParameterValue.Of(0.5),
        });

    private static SamplerHistory History(int count, Func<IReadOnlyDictionary<string, ParameterValue>, long> cost)
    {
        var history = new SamplerHistory(Space, [Direction.Minimize], 3);
        var random = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }).Prepare(history);
        for (var i = 0; i < count; i++)
        {
            var point = random.Suggest(i);
            history.Set(new SampledTrial(i, TrialState.Complete, point, [i]) { Cost = new Money(cost(point)) });
        }

        return history;
    }
}
