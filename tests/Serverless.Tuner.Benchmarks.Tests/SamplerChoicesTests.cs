using Microsoft.Extensions.DependencyInjection;
using OwnSampler;
using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class SamplerChoicesTests
{
    private static readonly SamplerCatalog Own = Catalogs.With(services =>
        services.AddSampler<NeighbourSampler, NeighbourOptions>("neighbour").AddSampler<Breaks>("breaks")).Samplers;

    [Fact]
    public void Parse_TypesAndOptions_BecomeSpecs()
    {
        var choices = SamplerChoices.Parse("random, tpe:nStartupTrials=8:nCandidates=12,random", SamplerCatalog.BuiltIn);

        Assert.Equal(["random", "tpe:nStartupTrials=8:nCandidates=12"], choices.Select(c => c.Label));
        Assert.Equal(
            SamplerSpec.Of("tpe", ("nStartupTrials", ParameterValue.Of(8)), ("nCandidates", ParameterValue.Of(12))), choices[1].Spec);
    }

    [Theory]
    [InlineData("", "No sampler was named")]
    [InlineData("tqe", "There is no sampler 'tqe'")]
    [InlineData("neighbour", "there are auto, tpe")]
    [InlineData("tpe:nStartupTrials", "name=value")]
    [InlineData("tpe:=8", "name=value")]
    [InlineData("tpe:nope=8", "nope")]
    [InlineData("tpe:nStartupTrials=0", "nStartupTrials")]
    [InlineData("tpe:nStartupTrials=many", "nStartupTrials")]
    public void Parse_Wrong_SaysWhat(string text, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<BenchmarkInputException>(() => SamplerChoices.Parse(text, SamplerCatalog.BuiltIn)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Parse_OwnSampler_MakesANewOneEachTime()
    {
        var choice = Assert.Single(SamplerChoices.Parse("neighbour:parents=5", Own));

        Assert.Equal("neighbour:parents=5", choice.Label);
        Assert.True(choice.IsOwn);
        Assert.Equal(SamplerSpec.Of("neighbour", ("parents", ParameterValue.Of(5))), choice.Spec);
        Assert.IsType<NeighbourSampler>(choice.Create());
        Assert.NotSame(choice.Create(), choice.Create());
    }

    [Theory]
    [InlineData("neighbour:parents=0", "/parents: must be a whole number from 1 to 100")]
    [InlineData("breaks", "not today")]
    public void Parse_OwnSamplerThatCannotBeMade_SaysWhy(string text, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<BenchmarkInputException>(() => SamplerChoices.Parse(text, Own)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OursBesideOwn_IsOurs() => Assert.False(SamplerChoices.Parse("neighbour,random", Own)[1].IsOwn);

    private sealed class Breaks : ISampler
    {
        public Breaks() => throw new InvalidOperationException("not today");

        public ISuggester Prepare(SamplerHistory history) => throw new NotSupportedException();
    }
}
