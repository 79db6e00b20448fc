using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class SamplerChoicesTests
{
    private static string OwnAssembly => Path.Combine(AppContext.BaseDirectory, "OwnSampler.dll");

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
    [InlineData("My.Sampler", "--assembly")]
    [InlineData("tpe:nStartupTrials", "name=value")]
    [InlineData("tpe:=8", "name=value")]
    [InlineData("tpe:nope=8", "nope")]
    [InlineData("tpe:nStartupTrials=0", "nStartupTrials")]
    [InlineData("tpe:nStartupTrials=many", "nStartupTrials")]
    public void Parse_Wrong_SaysWhat(string text, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<BenchmarkInputException>(() => SamplerChoices.Parse(text, SamplerCatalog.BuiltIn)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("OwnSampler.NeighbourSampler")]
    [InlineData("NeighbourSampler")]
    public void Parse_OwnSampler_MakesANewOneEachTime(string name)
    {
        var choice = Assert.Single(SamplerChoices.Parse(name, SamplerCatalog.BuiltIn, OwnSamplers.Load(OwnAssembly)));

        Assert.Equal(name, choice.Label);
        Assert.Equal(OwnAssembly, choice.Assembly);
        Assert.Equal("OwnSampler.NeighbourSampler", choice.Create().GetType().FullName);
        Assert.NotSame(choice.Create(), choice.Create());
    }

    [Fact]
    public void Parse_OwnSamplerWithOptions_HasThem()
    {
        var own = OwnSamplers.Load(OwnAssembly);
        Assert.Equal(
            ParameterValue.Of(5),
            ParameterValue.FromJson(
                SamplerChoices.Parse("NeighbourSampler:parents=5", SamplerCatalog.BuiltIn, own)[0].Spec.Options["parents"]));
        Assert.Contains("/parents: must be a whole number from 1 to 100", Assert.Throws<BenchmarkInputException>(
            () => SamplerChoices.Parse("NeighbourSampler:parents=0", SamplerCatalog.BuiltIn, own)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OursBesideOwn_IsOurs() =>
        Assert.Null(SamplerChoices.Parse("NeighbourSampler,random", SamplerCatalog.BuiltIn, OwnSamplers.Load(OwnAssembly))[1].Assembly);

    [Theory]
    [InlineData("OwnSampler.Nobody", "its samplers are OwnSampler.NeighbourSampler")]
    [InlineData("OwnSampler.NeighbourSuggester", "has no public type")]
    public void Parse_NoSuchOwnSampler_SaysWhichThereAre(string name, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<BenchmarkInputException>(
                () => SamplerChoices.Parse(name, SamplerCatalog.BuiltIn, OwnSamplers.Load(OwnAssembly))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(NeedsSomething), "System.Int32")]
    [InlineData(typeof(NoSampler), "implements")]
    [InlineData(typeof(Breaks), "not today")]
    public void Create_TypeThatIsNoUsableSampler_SaysWhy(Type type, string expected)
    {
        var own = OwnSamplers.Load(typeof(SamplerChoicesTests).Assembly.Location);

        var error = Assert.Throws<BenchmarkInputException>(() => SamplerChoices.Parse(type.Name, SamplerCatalog.BuiltIn, own)[0].Create());

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoAssembly_SaysSo()
    {
        Assert.Contains(
            "There is no assembly", Assert.Throws<BenchmarkInputException>(() => OwnSamplers.Load("missing.dll")).Message,
            StringComparison.Ordinal);
        var json = Path.Combine(AppContext.BaseDirectory, "bench", "peers.json");
        Assert.Contains(
            "not a .NET assembly", Assert.Throws<BenchmarkInputException>(() => OwnSamplers.Load(json)).Message, StringComparison.Ordinal);
    }
}
