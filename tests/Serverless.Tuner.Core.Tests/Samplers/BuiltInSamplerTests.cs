using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>What every built-in sampler must hold to.</summary>
public abstract class BuiltInSamplerTests : SamplerConformance
{
    /// <summary>The sampler, with its defaults.</summary>
    protected abstract string Type { get; }

    protected abstract override string Fingerprint { get; }

    protected override ISampler Create() => SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = Type });

    [Fact]
    public void Refusal_OfTheCatalog_IsThatOfTheSampler()
    {
        var space = SearchSpace.From(ServedSpace);
        foreach (var count in new[] { 1, MostDirections, MostDirections + 1 })
        {
            Direction[] directions = [.. Enumerable.Repeat(Direction.Minimize, count)];
            Assert.Equal(
                Create().Refusal(space, directions),
                SamplerCatalog.BuiltIn.Refusal(new SamplerSpec { Type = Type }, space, directions));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Next_FewPoints_RepeatsNoneWhileOthersAreLeft(int workers)
    {
        ParameterSpec[] space =
        [
            Spaces.Choice("model", "tree", "net", "line"),
            Spaces.Int("size", 1, 4).When("model", ParameterValue.Of("tree"), ParameterValue.Of("net")),
            Spaces.Float("stepped", 0, 0.1, step: 0.1),
        ];
        for (var seed = 0; seed < 3; seed++)
        {
            var points = new Fresh.Workers(Type, space, seed, workers, Study.AnyObjective).Run(40);
            Assert.Equal(18, points.Take(18).Distinct().Count());
            Assert.Equal(18, points.Distinct().Count());
        }
    }

    [Fact]
    public void Next_ContinuousParameters_IsWhatTheSamplerSuggests()
    {
        var study = new Study(Create(), Spaces.EveryKind).Run(40, Study.AnyObjective);
        var (suggester, fresh) = (Create().Prepare(study.History), new Core.Samplers.Fresh.FreshPoints(Create(), study.History));
        for (var number = 40; number < 60; number++) AssertSame(suggester.Suggest(number), fresh.Next(number)!);
    }
}
