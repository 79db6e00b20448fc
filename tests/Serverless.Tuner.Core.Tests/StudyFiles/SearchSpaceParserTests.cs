using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class SearchSpaceParserTests
{
    [Theory]
    [InlineData("""{"kind": "float", "low": -1.5, "high": 2}""", """{"name":"x","kind":"float","low":-1.5,"high":2}""")]
    [InlineData("""{"kind": "float", "low": 0.1, "high": 2, "log": true}""", """{"name":"x","kind":"float","low":0.1,"high":2,"log":true}""")]
    [InlineData("""{"kind": "float", "low": 0, "high": 1, "step": 0.25}""", """{"name":"x","kind":"float","low":0,"high":1,"step":0.25}""")]
    [InlineData("""{"kind": "float", "low": 3, "high": 3}""", """{"name":"x","kind":"float","low":3,"high":3}""")]
    [InlineData("""{"kind": "int", "low": -3, "high": 9007199254740992, "step": 2}""", """{"name":"x","kind":"int","low":-3,"high":9007199254740992,"step":2}""")]
    [InlineData("""{"kind": "int", "low": 1, "high": 64, "log": true}""", """{"name":"x","kind":"int","low":1,"high":64,"log":true}""")]
    [InlineData("""{"kind": "categorical", "choices": ["a", 1, 1.0, true, 1e2]}""", """{"name":"x","kind":"categorical","choices":["a",1,1.0,true,100.0]}""")]
    [InlineData("""{"kind": "categorical", "choices": ["null", null, false]}""", """{"name":"x","kind":"categorical","choices":["null",null,false]}""")]
    [InlineData("""{"categorical": [null, 1]}""", """{"name":"x","kind":"categorical","choices":[null,1]}""")]
    [InlineData("""{"kind": "normal", "mu": 0, "sigma": 1}""", """{"name":"x","kind":"normal","mu":0,"sigma":1}""")]
    [InlineData("""{"kind": "normal", "mu": 0, "sigma": 1, "low": -1, "high": 5}""", """{"name":"x","kind":"normal","low":-1,"high":5,"mu":0,"sigma":1}""")]
    [InlineData("""{"kind": "lognormal", "mu": -6, "sigma": 2, "low": 0}""", """{"name":"x","kind":"logNormal","low":0,"mu":-6,"sigma":2}""")]
    [InlineData("""{"kind": "logNormal", "mu": -6, "sigma": 2}""", """{"name":"x","kind":"logNormal","mu":-6,"sigma":2}""")]
    [InlineData("""{"uniform": [-5, 5]}""", """{"name":"x","kind":"float","low":-5,"high":5}""")]
    [InlineData("""{"loguniform": [0.001, 1]}""", """{"name":"x","kind":"float","low":0.001,"high":1,"log":true}""")]
    [InlineData("""{"int": [1, 8]}""", """{"name":"x","kind":"int","low":1,"high":8}""")]
    [InlineData("""{"normal": [0, 1]}""", """{"name":"x","kind":"normal","mu":0,"sigma":1}""")]
    [InlineData("""{"lognormal": [-6, 2]}""", """{"name":"x","kind":"logNormal","mu":-6,"sigma":2}""")]
    [InlineData("""{"categorical": ["relu", "tanh"]}""", """{"name":"x","kind":"categorical","choices":["relu","tanh"]}""")]
    [InlineData("""[0.5, 2]""", """{"name":"x","kind":"float","low":0.5,"high":2}""")]
    [InlineData("""[0.001, 0.1, "log"]""", """{"name":"x","kind":"float","low":0.001,"high":0.1,"log":true}""")]
    [InlineData("""[0.5, 2, "float"]""", """{"name":"x","kind":"float","low":0.5,"high":2}""")]
    [InlineData("""[0.5, 2, "float", "log"]""", """{"name":"x","kind":"float","low":0.5,"high":2,"log":true}""")]
    [InlineData("""{"type": "float", "low": -1.5, "high": 2}""", """{"name":"x","kind":"float","low":-1.5,"high":2}""")]
    [InlineData("""{"type": "int", "low": 5, "high": 50, "step": 5}""", """{"name":"x","kind":"int","low":5,"high":50,"step":5}""")]
    [InlineData("""{"type": "categorical", "choices": ["a"]}""", """{"name":"x","kind":"categorical","choices":["a"]}""")]
    [InlineData("""[1, 8, "int"]""", """{"name":"x","kind":"int","low":1,"high":8}""")]
    [InlineData("""[1, 512, "int", "log"]""", """{"name":"x","kind":"int","low":1,"high":512,"log":true}""")]
    public void Parse_EachForm_GivesTheSpelledOutParameter(string written, string normalised)
    {
        var spec = StudyFile.Spec(StudyFile.WithSpace($$"""{"x": {{written}}}"""));

        Assert.Equal(normalised, StudyFile.ToJson(Assert.Single(spec.SearchSpace)));
    }

    [Fact]
    public void Parse_ArrayForm_KeepsTheOrderOfTheFile()
    {
        var spec = StudyFile.Spec(StudyFile.WithSpace(
            """[{"name": "b", "kind": "int", "low": 0, "high": 1}, {"name": "a", "kind": "float", "low": 0, "high": 1}]"""));

        Assert.Equal(["b", "a"], spec.SearchSpace.Select(p => p.Name));
    }

    [Theory]
    [InlineData("""{"low": 2, "high": 1, "kind": "float"}""", "/searchSpace/x/low")]
    [InlineData("""{"low": 2, "high": 1, "kind": "int"}""", "/searchSpace/x/low")]
    [InlineData("""{"low": 0, "high": 1, "kind": "float", "log": true}""", "/searchSpace/x/low")]
    [InlineData("""{"low": -1, "high": 1, "kind": "int", "log": true}""", "/searchSpace/x/low")]
    [InlineData("""{"low": -1e308, "high": 1e308, "kind": "float"}""", "/searchSpace/x/high")]
    [InlineData("""{"low": 1, "high": 1e999, "kind": "float"}""", "/searchSpace/x/high")]
    [InlineData("""{"low": "1", "high": 2, "kind": "float"}""", "/searchSpace/x/low")]
    [InlineData("""{"low": 0.5, "high": 2, "kind": "int"}""", "/searchSpace/x/low")]
    [InlineData("""{"low": 1, "high": 9007199254740994, "kind": "int"}""", "/searchSpace/x/high")]
    [InlineData("""{"low": 0, "high": 1, "kind": "float", "step": 0}""", "/searchSpace/x/step")]
    [InlineData("""{"low": 0, "high": 1, "kind": "float", "step": 2}""", "/searchSpace/x/step")]
    [InlineData("""{"low": 0, "high": 4, "kind": "int", "step": 1.5}""", "/searchSpace/x/step")]
    [InlineData("""{"low": 1, "high": 4, "kind": "int", "step": 1, "log": true}""", "/searchSpace/x/step")]
    [InlineData("""{"low": 1, "high": 4, "kind": "float", "log": "yes"}""", "/searchSpace/x/log")]
    [InlineData("""{"low": 1, "kind": "float"}""", "/searchSpace/x/high")]
    [InlineData("""{"low": 0, "high": 1, "kind": "float", "type": "float"}""", "/searchSpace/x/type")]
    [InlineData("""{"low": 0, "high": 1, "type": "real"}""", "/searchSpace/x/type")]
    [InlineData("""[0, 1, "int", "float"]""", "/searchSpace/x/3")]
    [InlineData("""{"low": null, "high": 1, "kind": "float"}""", "/searchSpace/x/low")]
    [InlineData("""{"low": 1, "high": 2, "kind": "uniform"}""", "/searchSpace/x/kind")]
    [InlineData("""{"low": 1, "high": 2, "kind": 7}""", "/searchSpace/x/kind")]
    [InlineData("""{"low": 1, "high": 2}""", "/searchSpace/x/kind")]
    [InlineData("""{"low": 1, "high": 2, "kind": "float", "name": "y"}""", "/searchSpace/x/name")]
    [InlineData("""{"kind": "normal", "mu": 0, "sigma": 0}""", "/searchSpace/x/sigma")]
    [InlineData("""{"kind": "normal", "mu": 0, "sigma": 1, "low": 1, "high": 1}""", "/searchSpace/x/low")]
    [InlineData("""{"kind": "normal", "mu": 0, "sigma": 1e308}""", "/searchSpace/x/mu")]
    [InlineData("""{"kind": "normal", "mu": 0}""", "/searchSpace/x/sigma")]
    [InlineData("""{"kind": "lognormal", "mu": 700, "sigma": 1}""", "/searchSpace/x/mu")]
    [InlineData("""{"kind": "lognormal", "mu": 0, "sigma": 1, "low": -1}""", "/searchSpace/x/low")]
    [InlineData("""{"kind": "lognormal", "mu": 0, "sigma": 1, "high": 0}""", "/searchSpace/x/high")]
    [InlineData("""{"kind": "categorical"}""", "/searchSpace/x/choices")]
    [InlineData("""{"kind": "categorical", "choices": []}""", "/searchSpace/x/choices")]
    [InlineData("""{"kind": "categorical", "choices": ["a", "b", "a"]}""", "/searchSpace/x/choices/2")]
    [InlineData("""{"kind": "categorical", "choices": [null, "a", null]}""", "/searchSpace/x/choices/2")]
    [InlineData("""{"kind": "categorical", "choices": ["a", 1e999]}""", "/searchSpace/x/choices/1")]
    [InlineData("""{"kind": "categorical", "choices": ["a", ["b"]]}""", "/searchSpace/x/choices/1")]
    [InlineData("""{"uniform": [2, 1]}""", "/searchSpace/x/uniform/0")]
    [InlineData("""{"uniform": [2]}""", "/searchSpace/x/uniform")]
    [InlineData("""{"uniform": null}""", "/searchSpace/x/uniform")]
    [InlineData("""{"loguniform": [0, 1]}""", "/searchSpace/x/loguniform/0")]
    [InlineData("""{"int": [0, 1.5]}""", "/searchSpace/x/int/1")]
    [InlineData("""{"normal": [0, -1]}""", "/searchSpace/x/normal/1")]
    [InlineData("""{"lognormal": [0, 100]}""", "/searchSpace/x/lognormal/0")]
    [InlineData("""{"categorical": "a"}""", "/searchSpace/x/categorical")]
    [InlineData("""{"uniform": [0, 1], "int": [0, 1]}""", "/searchSpace/x/int")]
    [InlineData("""[2, 1]""", "/searchSpace/x/0")]
    [InlineData("""[0, 1, "log"]""", "/searchSpace/x/0")]
    [InlineData("""[0, 1, "lin"]""", "/searchSpace/x/2")]
    [InlineData("""[0]""", "/searchSpace/x")]
    [InlineData("""["a", "b"]""", "/searchSpace/x")]
    [InlineData("5", "/searchSpace/x")]
    [InlineData("null", "/searchSpace/x")]
    public void Parse_OneThingWrong_PointsAtIt(string written, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error(StudyFile.WithSpace($$"""{"x": {{written}}}""")).Pointer);

    [Theory]
    [InlineData("5")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Parse_NoParameters_PointsAtTheSpace(string space) =>
        Assert.Equal("/searchSpace", StudyFile.Error(StudyFile.WithSpace(space)).Pointer);

    [Theory]
    [InlineData("")]
    [InlineData("{a}")]
    [InlineData("a\\u0000")]
    [InlineData("a\\n")]
    public void Parse_NameThatCannotBe_IsRefused(string name) =>
        Assert.Equal("/searchSpace/0/name", StudyFile.Error(StudyFile.WithSpace($$"""[{"name": "{{name}}", "kind": "int", "low": 0, "high": 1}]""")).Pointer);

    [Fact]
    public void Parse_NameWithSlash_IsEscapedInThePointer() =>
        Assert.Equal("/searchSpace/a~1b~0c", StudyFile.Error(StudyFile.WithSpace("""{"a/b~c": [1, 0]}""")).Pointer[..^2]);

    [Fact]
    public void Parse_NameWithSignsOfPathsAndAddresses_IsOne() =>
        Assert.Equal(
            ["encoder/lr", "a\\b", "a#", "?"],
            StudyFile.Spec(StudyFile.WithSpace("""{"encoder/lr": [0, 1], "a\\b": [0, 1], "a#": [0, 1], "?": [0, 1]}"""))
                .SearchSpace.Select(p => p.Name));

    [Fact]
    public void Parse_LongNames_TakesUpTo128Characters()
    {
        static string Space(int length) => StudyFile.WithSpace($$"""{"{{new string('ä', length)}}": [0, 1]}""");

        Assert.Single(StudyFile.Spec(Space(128)).SearchSpace);
        Assert.Single(StudyFile.Parse(Space(129)).Errors);
    }

    [Fact]
    public void Parse_SameNameTwiceInArray_PointsAtTheSecond()
    {
        var error = StudyFile.Error(StudyFile.WithSpace(
            """[{"name": "a", "kind": "int", "low": 0, "high": 1}, {"name": "a", "kind": "int", "low": 0, "high": 1}]"""));

        Assert.Equal("/searchSpace/1/name", error.Pointer);
        Assert.Contains("/searchSpace/0", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SameNameTwiceInObject_PointsAtIt() =>
        Assert.Equal("/searchSpace/a", StudyFile.Error(StudyFile.WithSpace("""{"a": [0, 1], "a": [0, 2]}""")).Pointer);

    [Fact]
    public void Parse_SameMemberTwice_PointsAtIt() =>
        Assert.Equal("/searchSpace/a/low", StudyFile.Error(StudyFile.WithSpace("""{"a": {"kind": "int", "low": 0, "low": 1, "high": 2}}""")).Pointer);

    [Fact]
    public void Parse_UnknownField_SuggestsTheNearest()
    {
        var error = StudyFile.Error(StudyFile.WithSpace("""{"a": {"kind": "int", "low": 0, "high": 2, "setp": 1}}"""));

        Assert.Equal("/searchSpace/a/setp", error.Pointer);
        Assert.Contains("'step'", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyErrors_ReportsEachAtItsPlace()
    {
        var pointers = StudyFile.Pointers(StudyFile.WithSpace(
            """[{"name": "a", "kind": "int", "low": 3, "high": 2}, 5, {"kind": "float", "low": 0}, {"name": "b", "kind": "what"}]"""));

        Assert.Equal(
            ["/searchSpace/0/low", "/searchSpace/1", "/searchSpace/2/name", "/searchSpace/2/high", "/searchSpace/3/kind"], pointers);
    }

    [Fact]
    public void Parse_HundredsOfErrors_CountsWhatItLeavesOut()
    {
        var errors = StudyFile.Parse(StudyFile.WithSpace($"[{string.Join(",", Enumerable.Repeat("5", 150))}]")).Errors;

        Assert.Equal(101, errors.Count);
        Assert.Contains("50 more", errors[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parse_TenThousandParameters_AreFineAndOneMoreIsNot(bool asArray)
    {
        string Space(int count) => asArray
            ? StudyFile.WithSpace($"[{string.Join(",", Enumerable.Range(0, count).Select(i => $$"""{"name":"p{{i}}","kind":"int","low":0,"high":1}"""))}]")
            : StudyFile.WithSpace($"{{{string.Join(",", Enumerable.Range(0, count).Select(i => $"\"p{i}\":[0,1]"))}}}");

        Assert.Equal(10_000, StudyFile.Spec(Space(10_000)).SearchSpace.Count);
        Assert.Equal("/searchSpace", StudyFile.Error(Space(10_001)).Pointer);
    }
}
