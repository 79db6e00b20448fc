using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class PresetTests
{
    [Theory]
    [InlineData("\"preset\": \"quick\"", 10, 1, "median")]
    [InlineData("\"preset\": \"production\"", 100, 4, "median")]
    [InlineData("\"preset\": \"final\"", 200, 4, "none")]
    [InlineData("\"preset\": null", 100, 1, "none")]
    [InlineData("\"preset\": \"quick\", \"trials\": 7", 7, 1, "median")]
    [InlineData("\"preset\": \"final\", \"parallelism\": 1", 200, 1, "none")]
    [InlineData("\"preset\": \"production\", \"pruner\": \"none\"", 100, 4, "none")]
    [InlineData("\"preset\": \"quick\", \"directions\": [\"minimize\", \"maximize\"]", 10, 1, "none")]
    public void Parse_APreset_StandsForWhatTheFileDoesNotSay(string members, int trials, int parallelism, string pruner)
    {
        var spec = StudyFile.Spec(StudyFile.With(members));

        Assert.Equal((trials, parallelism, pruner), (spec.Trials, spec.Parallelism, spec.Pruner.Type));
    }

    [Fact]
    public void Parse_AnUnknownPreset_IsNamed() => Assert.Equal(
        "must be one of quick, production, final, not 'slow'", StudyFile.Error(StudyFile.With("\"preset\": \"slow\"")).Detail);

    [Fact]
    public void All_SpacesByName_AreThere() => Assert.Equal(
        ["xgboost", "lightgbm", "random-forest", "extra-trees", "gradient-boosting", "logistic-regression", "ridge", "lasso", "mlp",
            "llm-finetune"],
        SpacePresets.All.Select(p => p.Name));

    public static TheoryData<string> Names => [.. SpacePresets.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_ASpaceByName_IsSpelledOutAndValid(string name)
    {
        var spec = StudyFile.Spec(StudyFile.WithSpace($$"""{"preset": "{{name}}"}"""));

        Assert.Equal(SpacePresets.Find(name)!.Parameters.Select(p => p.Spec), spec.SearchSpace);
        // It says the same spelled out, which is what a study keeps.
        var spelledOut = StudyFile.Spec(StudyFile.WithSpace(StudyFile.ToJson(spec.SearchSpace)));
        Assert.Equal(StudyFile.ToJson(spec.SearchSpace), StudyFile.ToJson(spelledOut.SearchSpace));
    }

    [Fact]
    public void Parse_Mlp_IsTheSpaceThatWasAskedFor() => Assert.Equal(
        """
        [{"name":"lr","kind":"float","low":1E-05,"high":0.01,"log":true},{"name":"batch_size","kind":"categorical","choices":[32,64,128,256]},{"name":"epochs","kind":"int","low":1,"high":10},{"name":"weight_decay","kind":"float","low":0,"high":0.1}]
        """,
        StudyFile.ToJson(StudyFile.Spec(StudyFile.WithSpace("""{"preset": "llm-finetune"}""")).SearchSpace));

    [Fact]
    public void Parse_MembersBesideAPreset_ReplaceAndAdd()
    {
        var space = StudyFile.Spec(StudyFile.WithSpace(
            """{"preset": "mlp", "epochs": [1, 3, "int"], "dropout": [0, 0.5], "momentum": {"uniform": [0, 1], "when": {"batch_size": 32}}}"""))
            .SearchSpace;

        Assert.Equal(["lr", "batch_size", "epochs", "dropout", "momentum"], space.Select(p => p.Name));
        Assert.Equal(3, space[2].High);
    }

    [Fact]
    public void Parse_AParameterThatIsCalledPreset_IsAParameter() =>
        Assert.Equal("preset", Assert.Single(StudyFile.Spec(StudyFile.WithSpace("""{"preset": [0, 1]}""")).SearchSpace).Name);

    [Theory]
    [InlineData("""{"preset": "xgbost"}""", "/searchSpace/preset")]
    [InlineData("""{"preset": "mlp", "x": "mlp"}""", "/searchSpace/x")]
    [InlineData("""{"preset": 5}""", "/searchSpace/preset")]
    public void Parse_AWrongSpace_IsNamed(string space, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error(StudyFile.WithSpace(space)).Pointer);

    [Theory]
    [InlineData("\"valueNames\": [\"acc\"]", "acc")]
    [InlineData("\"value_names\": [\"acc\"]", "acc")]
    [InlineData("\"metric\": \"acc\"", "acc")]
    [InlineData("\"valueNames\": [\"acc\", \"ms\"], \"directions\": [\"maximize\", \"minimize\"]", "acc ms")]
    [InlineData("\"seed\": 0", "value")]
    [InlineData("\"directions\": [\"maximize\", \"minimize\", \"minimize\"]", "value value1 value2")]
    public void ValueNames_OfAStudy_AreItsOwnOrTheDefault(string members, string names) =>
        Assert.Equal(names, string.Join(' ', ValueNames.Of(StudyFile.Spec(StudyFile.With(members)))));

    [Theory]
    [InlineData("\"valueNames\": [\"a\", \"b\"]", "/valueNames")]
    [InlineData("\"metric\": \"a\", \"directions\": [\"maximize\", \"minimize\"]", "/metric")]
    [InlineData("\"metric\": \"a\", \"valueNames\": [\"a\"]", "/valueNames")]
    [InlineData("\"valueNames\": [\"a\", \"a\"], \"directions\": [\"maximize\", \"minimize\"]", "/valueNames")]
    [InlineData("\"valueNames\": [\"a\\nb\"]", "/valueNames/0")]
    [InlineData("\"metric\": \"\"", "/metric")]
    public void Parse_WrongValueNames_AreNamed(string members, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error(StudyFile.With(members)).Pointer);
}
