using OwnSampler;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Tests;

/// <summary>The sample that shows how a sampler is written has to be a good one.</summary>
public sealed class OwnSamplerTests
{
    private static readonly SearchSpace Space = SearchSpace.From(
    [
        new ParameterSpec
        {
            Name = "optimizer",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of("sgd"), ParameterValue.Of("adam")],
        },
        new ParameterSpec
        {
            Name = "momentum",
            Kind = ParameterKind.Float,
            Low = 0,
            High = 1,
            When = new Dictionary<string,
            IReadOnlyList<ParameterValue>> { ["optimizer"] = [ParameterValue.Of("sgd")] },
        },
        new ParameterSpec { Name = "rate", Kind = ParameterKind.Float, Low = 1e-5, High = 1, Log = true },
        new ParameterSpec { Name = "layers", Kind = ParameterKind.Int, Low = 1, High = 9, Step = 2 },
        new ParameterSpec { Name = "dropout", Kind = ParameterKind.Float, Low = 0, High = 0.5, Step = 0.1 },
        new ParameterSpec { Name = "decay", Kind = ParameterKind.LogNormal, Mu = -6, Sigma = 2 },
    ]);

    [Fact]
    public void Suggest_ConditionalSpace_IsAlwaysAPointOfIt()
    {
        var history = new SamplerHistory(Space, [Direction.Maximize], 5);

        for (var number = 0; number < 300; number++)
        {
            var point = new NeighbourSampler(new NeighbourOptions()).Prepare(history).Suggest(number);
            var active = Space.Parameters.Where(p => SearchSpace.IsActive(p, point)).ToArray();
            Assert.Equal(active.Select(p => p.Name).Order(), point.Keys.Order());
            Assert.All(active, p => Assert.True(p.Contains(point[p.Name])));
            history.Set(
                new SampledTrial(
                    number, number % 7 == 0 ? TrialState.Failed : TrialState.Complete, point,
                    number % 7 == 0 ? null : [point["rate"].AsDouble()]));
        }
    }

    [Fact]
    public void Suggest_SameHistory_IsTheSamePoint()
    {
        var trials = Enumerable.Range(0, 20)
            .Select(
                n =>
                    new SampledTrial(
                        n, TrialState.Complete,
                        new NeighbourSampler(new NeighbourOptions()).Prepare(new SamplerHistory(Space, [Direction.Minimize], 5)).Suggest(n),
                        [n])).ToArray();
        var used = new NeighbourSampler(new NeighbourOptions());
        _ = used.Prepare(new SamplerHistory(Space, [Direction.Minimize], 5, trials.Take(10))).Suggest(10);

        Assert.Equal(
            new NeighbourSampler(new NeighbourOptions()).Prepare(new SamplerHistory(Space, [Direction.Minimize], 5, trials)).Suggest(20),
            used.Prepare(new SamplerHistory(Space, [Direction.Minimize], 5, trials)).Suggest(20));
    }
}
