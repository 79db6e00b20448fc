using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Costs;

public class CostModelTests
{
    private static readonly SearchSpace Space = SearchSpace.From([Spaces.Int("epochs", 1, 100, log: true), Spaces.Choice("model", "small", "large"), Spaces.Float("rate", 0, 1)]);

    [Fact]
    public void LogCost_ProductOfFactors_IsLearned()
    {
        var history = History(40, p => (long)(1000 * p["epochs"].AsInt() * (p["model"] == ParameterValue.Of("large") ? 8.0 : 1)));
        var model = CostModel.TryFit(history)!;
        Assert.Equal(Math.Log(8), Difference("large", 10, "small", 10), 0.15);
        Assert.Equal(Math.Log(50), Difference("small", 50, "small", 1), 0.4);

        double Difference(string a, long epochsA, string b, long epochsB) => model.LogCost(Point(history, a, epochsA)) - model.LogCost(Point(history, b, epochsB));
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

    private static double[] Point(SamplerHistory history, string model, long epochs) => history.Encoding.Encode(new Dictionary<string, ParameterValue>
    {
        ["epochs"] = ParameterValue.Of(epochs),
        ["model"] = ParameterValue.Of(model),
        ["rate"] = ParameterValue.Of(0.5),
    });

    private static SamplerHistory History(int count, Func<IReadOnlyDictionary<string, ParameterValue>, long> cost)
    {
        var history = new SamplerHistory(Space, [Direction.Minimize], 3);
        var random = SamplerFactory.Create(new SamplerSpec { Type = "random" }).Prepare(history);
        for (var i = 0; i < count; i++)
        {
            var point = random.Suggest(i);
            history.Set(new SampledTrial(i, TrialState.Complete, point, [i]) { CostMicroUsd = cost(point) });
        }

        return history;
    }
}
