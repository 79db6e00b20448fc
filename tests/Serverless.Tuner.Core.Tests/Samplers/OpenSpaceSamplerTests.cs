using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>What samplers make of parameters that some trials did not use.</summary>
public sealed class OpenSpaceSamplerTests
{
    private static readonly SearchSpace s_space = SearchSpace.Open([Spaces.Choice("branch", "a", "b"), Spaces.Float("x", 0, 1)]);

    /// <summary>In branch b, which is the better one, nobody asks for x, and what was suggested for it lies at 0.1.</summary>
    [Theory]
    [InlineData("tpe")]
    [InlineData("gp")]
    [InlineData("auto")]
    public void Suggest_ParameterOfOneBranch_IsLearntFromTrialsThatUsedIt(string type)
    {
        var kept = ShareNear(type, 0.1, keepsUnused: true);
        var removed = ShareNear(type, 0.1, keepsUnused: false);

        Assert.True(removed < 0.25, $"{removed:P0} of the suggestions are where only trials were that did not use x.");
        Assert.True(kept > removed, $"{kept:P0} if it is kept, {removed:P0} if it is removed.");
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("brute-force")]
    public void Refusal_OfASamplerThatTriesAllPoints_NamesIt(string type)
    {
        var refusal = SamplerCatalog.BuiltIn.Refusal(SamplerSpec.Of(type), SearchSpace.Open([]), [Direction.Minimize]);

        Assert.Contains(type, refusal);
        Assert.Contains("open search space", refusal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("tpe")]
    [InlineData("gp")]
    [InlineData("cmaes")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("qmc")]
    [InlineData("random")]
    public void Refusal_OfAnyOtherSampler_IsNone(string type) =>
        Assert.Null(SamplerCatalog.BuiltIn.Refusal(SamplerSpec.Of(type), SearchSpace.Open([]), [Direction.Minimize]));

    /// <summary>With very many parameters auto is TPE: it is so as soon as they are declared.</summary>
    [Fact]
    public void Auto_SpaceThatHasGrown_ChoosesAnew()
    {
        ParameterSpec[] many = [.. Enumerable.Range(0, 80).Select(i => Spaces.Float($"x{i}", 0, 1))];
        SampledTrial[] trials = [.. Enumerable.Range(0, 30).Select(i => new SampledTrial(
            i, TrialState.Complete, new Dictionary<string, ParameterValue> { ["x0"] = ParameterValue.Of((i % 10) / 10.0) }, [i % 10]))];
        IReadOnlyDictionary<string, ParameterValue> Suggested(string type, int declared) => SamplerCatalog.BuiltIn
            .Create(SamplerSpec.Of(type)).Prepare(new SamplerHistory(SearchSpace.Open([.. many.Take(declared)]), [Direction.Minimize], 3, trials)).Suggest(32);

        Assert.Equal(Suggested("gp", 1), Suggested("auto", 1));
        Assert.Equal(Suggested("tpe", 80), Suggested("auto", 80));
    }

    private static double ShareNear(string type, double centre, bool keepsUnused)
    {
        var random = new TrialRandom(5, 0);
        var trials = new List<SampledTrial>();
        for (var i = 0; i < 60; i++)
        {
            var isA = i % 2 == 0;
            var x = isA ? 0.6 + (0.35 * random.NextDouble()) : centre + (0.02 * random.NextDouble());
            var point = new Dictionary<string, ParameterValue> { ["branch"] = ParameterValue.Of(isA ? "a" : "b") };
            if (isA || keepsUnused) point["x"] = ParameterValue.Of(x);
            var value = isA ? 0.5 + Math.Abs(x - 0.8) : 0.3 + (0.1 * random.NextDouble());
            trials.Add(new SampledTrial(i, TrialState.Complete, point, [value]));
        }

        var history = new SamplerHistory(s_space, [Direction.Minimize], 1, trials);
        var suggester = SamplerCatalog.BuiltIn.Create(SamplerSpec.Of(type)).Prepare(history);
        return Enumerable.Range(60, 40).Average(n => Math.Abs(suggester.Suggest(n)["x"].AsDouble() - centre) < 0.1 ? 1.0 : 0.0);
    }
}
