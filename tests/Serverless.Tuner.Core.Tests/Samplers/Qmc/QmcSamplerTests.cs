using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Qmc;

public class QmcSamplerTests : BuiltInSamplerTests
{
    protected override string Type => "qmc";

    protected override string Fingerprint => "8651159DBC17B09F";

    [Fact]
    public void Suggest_SixtyFourTrials_HasOneInEachSixtyFourthOfEveryParameter()
    {
        var points = Points(
            SamplerSpec.Of("qmc"), 64, Spaces.Float("x", 0, 64), Spaces.Float("log", 1e-3, 1e3, log: true), Spaces.Int("int", 1, 64),
            Spaces.Choice("c", "a", "b", "c", "d"));
        Assert.Equal(64, points.Select(p => Math.Floor(p["x"].AsDouble())).Distinct().Count());
        Assert.Equal(64, points.Select(p => Math.Floor((Math.Log10(p["log"].AsDouble()) + 3) / 6 * 64)).Distinct().Count());
        Assert.Equal(64, points.Select(p => p["int"].AsInt()).Distinct().Count());
        Assert.All(points.GroupBy(p => p["c"]), group => Assert.Equal(16, group.Count()));
    }

    [Fact]
    public void Suggest_Halton_HasOneInEachCellOfItsBase()
    {
        var points = Points(
            SamplerSpec.Of("qmc", ("qmcType", ParameterValue.Of("halton"))), 81, Spaces.Float("twos", 0, 64),
            Spaces.Float("threes", 0, 81));
        Assert.Equal(64, points.Take(64).Select(p => Math.Floor(p["twos"].AsDouble())).Distinct().Count());
        Assert.Equal(81, points.Select(p => Math.Floor(p["threes"].AsDouble())).Distinct().Count());
    }

    [Theory]
    [InlineData("sobol")]
    [InlineData("halton")]
    public void Suggest_Unscrambled_StartsAtTheCornerWhateverTheSeed(string type)
    {
        var spec = SamplerSpec.Of("qmc", ("qmcType", ParameterValue.Of(type)), ("scramble", ParameterValue.Of(false)));
        Assert.Equal(-2, Points(spec, 1, Spaces.Float("x", -2, 3))[0]["x"].AsDouble());
    }

    [Fact]
    public void Suggest_ConditionalParameter_DoesNotMoveTheOthers()
    {
        // A parameter's dimension is its place: which branch a point takes changes nothing for those behind it.
        var with = Points(
            SamplerSpec.Of("qmc"), 20, Spaces.Choice("c", "a", "b"), Spaces.Float("x", 0, 1).When("c", ParameterValue.Of("a")),
            Spaces.Float("y", 0, 1));
        var without = Points(SamplerSpec.Of("qmc"), 20, Spaces.Choice("c", "a", "b"), Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1));
        Assert.Equal(without.Select(p => p["y"]), with.Select(p => p["y"]));
        Assert.Contains(with, p => !p.ContainsKey("x"));
    }

    [Fact]
    public void Suggest_History_DoesNotMatter()
    {
        var study = new Study(SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("random")), Spaces.EveryKind).Run(10, Study.AnyObjective);
        var sampler = SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("qmc"));
        AssertSame(sampler.Prepare(study.HistoryOf([])).Suggest(10), sampler.Prepare(study.History).Suggest(10));
    }

    [Theory]
    [InlineData("qmcType", "lattice")]
    [InlineData("scramble", "yes")]
    public void Create_OptionOfAnotherKind_Throws(string option, string value) =>
        Assert.Throws<ArgumentException>(() => SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("qmc", (option, ParameterValue.Of(value)))));

    private static IReadOnlyDictionary<string, ParameterValue>[] Points(SamplerSpec spec, int count, params ParameterSpec[] space)
    {
        var suggester = SamplerCatalog.BuiltIn.Create(spec).Prepare(new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], 4));
        return [.. Enumerable.Range(0, count).Select(suggester.Suggest)];
    }
}
