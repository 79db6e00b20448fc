using System.Text;
using Serverless.Tuner.Core.StudyFiles;
using StudyFile = Serverless.Tuner.Core.Tests.Studies.StudyFile;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary>A copy of a study is the same study under another name, but for what the caller gives.</summary>
public sealed class StudyCopyTests
{
    private const string Whole =
        """
        {"name": "s", "objective": {"command": ["run", "{x}"], "environment": {"TOKEN": "top-secret"}}, "direction": "maximize",
         "metric": "accuracy", "searchSpace": {"x": [0.001, 1, "log"], "kind": {"categorical": ["a", null]}},
         "trials": 30, "parallelism": 3,
         "sampler": {"type": "tpe", "gamma": 0.3}, "pruner": "median", "budget": {"limitUsd": 2, "usdPerHour": 1},
         "enqueue": [{"x": 0.5}], "defaults": {"x": 0.1}, "fixed": {"device": "cpu"},
         "tags": {"team": "vision"}, "maxFailures": 0.5, "attributes": {"owner": "ada"}}
        """;

    public static TheoryData<string> Files =>
    [
        Whole,
        """{"name": "s", "objective": "branin"}""",
        """{"name": "s", "objective": "zdt1", "directions": ["minimize", "minimize"], "valueNames": ["a", "b"]}""",
        """{"name": "s", "searchSpace": "open"}""",
        """{"name": "s", "searchSpace": {"n": [1, 8, "int"], "c": {"type": "float", "low": 0, "high": 1, "when": {"n": [2]}}}}""",
        """{"name": "s", "preset": "quick", "searchSpace": {"preset": "xgboost"}}""",
    ];

    [Theory, MemberData(nameof(Files))]
    public void Compose_WithANameAlone_IsTheSameStudy(string json)
    {
        var source = Source(json) with { Attributes = null };

        var copy = Copy(source, """{"name": "copy"}""");

        Assert.Equal("copy", copy.Name);
        Assert.Empty(SpecComparison.BuiltIn.Differences(source, copy with { Name = source.Name }));
        Assert.Equal(source.Trials, copy.Trials);
    }

    [Fact]
    public void Compose_WithMembers_HasThemInPlaceOfTheOthers()
    {
        var source = Source(Whole);

        var copy = Copy(
            source,
            """{"name": "copy", "trials": 50, "direction": "minimize", "value_names": ["loss"], "budget": null, "tags": {"a": "b"}}""");

        Assert.Equal((50, Direction.Minimize, "loss"), (copy.Trials, copy.Directions[0], copy.ValueNames![0]));
        Assert.Null(copy.Budget);
        Assert.Equal(["a"], copy.Tags!.Keys);
        Assert.Equal("top-secret", copy.Objective.Environment!["TOKEN"]);
        Assert.Equal(("tpe", "median", 3), (copy.Sampler.Type, copy.Pruner.Type, copy.Parallelism));
    }

    [Fact]
    public void Compose_WithAPreset_HasWhatItStandsFor()
    {
        var copy = Copy(Source(Whole), """{"name": "copy", "preset": "final", "parallelism": 7}""");

        Assert.Equal((200, 7, "none"), (copy.Trials, copy.Parallelism, copy.Pruner.Type));
    }

    [Fact]
    public void Compose_WithAnotherObjective_TakesNoSecretAlong() =>
        Assert.Null(Copy(Source(Whole), """{"name": "copy", "objective": {"command": ["env", "{x}"]}}""").Objective.Environment);

    [Theory]
    [InlineData("{}", "/name")]
    [InlineData("""{"name": "a b"}""", "/name")]
    [InlineData("""{"name": "s"}""", "/name")]
    [InlineData("""{"name": 1}""", "/name")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    [InlineData("""{"name": "c", "trials": 1, "trials": 2}""", "/trials")]
    public void Compose_WhatIsNoCopy_PointsAtIt(string body, string pointer)
    {
        var (file, errors) = StudyCopy.Compose(Source(Whole), Encoding.UTF8.GetBytes(body));

        Assert.Null(file);
        Assert.Equal(pointer, errors[0].Pointer);
    }

    [Fact]
    public void Compose_UnknownMembers_AreForTheParserToRefuse()
    {
        var (file, _) = StudyCopy.Compose(Source(Whole), """{"name": "c", "trails": 5}"""u8.ToArray());

        Assert.Equal("/trails", Assert.Single(StudyFile.Parse(new ReadOnlyMemory<byte>(file)).Errors).Pointer);
    }

    private static StudySpec Source(string json)
    {
        var (spec, errors) = StudyFile.Parse(json);
        Assert.Empty(errors);
        return spec!;
    }

    private static StudySpec Copy(StudySpec source, string body)
    {
        var (file, errors) = StudyCopy.Compose(source, Encoding.UTF8.GetBytes(body));
        Assert.Empty(errors);
        var parsed = StudyFile.Parse(new ReadOnlyMemory<byte>(file));
        Assert.Empty(parsed.Errors);
        return parsed.Spec!;
    }
}
