using System.Text;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary><c>"searchSpace": "open"</c>.</summary>
public sealed class OpenSpaceParserTests
{
    [Theory]
    [InlineData("\"searchSpace\": \"open\"")]
    [InlineData("\"search_space\": \"open\", \"objective\": {\"kind\": \"external\"}")]
    [InlineData("\"openSpace\": true")]
    [InlineData("\"openSpace\": true, \"searchSpace\": []")]
    [InlineData("\"searchSpace\": \"open\", \"openSpace\": true")]
    public void Parse_OpenSpace_HasNoParametersYet(string members)
    {
        var (spec, errors) = StudyFile.Parse($$"""{"name": "s", {{members}}, "enqueue": [{"a": null, "b": 1}] }""");

        Assert.Empty(errors);
        Assert.True(spec!.OpenSpace);
        Assert.Empty(spec.SearchSpace);
        Assert.True(SearchSpace.Of(spec).IsOpen);
        Assert.Equal((ParameterValue.Null, ParameterValue.Of(1)), (spec.Enqueue![0]["a"], spec.Enqueue[0]["b"]));
    }

    [Fact]
    public void Parse_OpenSpace_IsOfTheSchema() => Assert.True(StudyFile.Spec("""{"name": "s", "searchSpace": "open"}""").OpenSpace);

    [Theory]
    [InlineData("\"searchSpace\": \"open\", \"objective\": {\"command\": [\"run\"]}", "/searchSpace")]
    [InlineData("\"searchSpace\": \"open\", \"objective\": \"branin\"", "/searchSpace")]
    [InlineData("\"searchSpace\": \"closed\"", "/searchSpace")]
    [InlineData("\"searchSpace\": {\"x\": [0, 1]}, \"openSpace\": true", "/openSpace")]
    [InlineData("\"searchSpace\": \"open\", \"defaults\": {\"x\": 1}", "/defaults")]
    [InlineData("\"searchSpace\": \"open\", \"fixed\": {\"x\": 1}", "/fixed")]
    [InlineData("\"searchSpace\": \"open\", \"sampler\": \"grid\"", "/sampler")]
    [InlineData("\"searchSpace\": \"open\", \"sampler\": \"brute-force\"", "/sampler")]
    [InlineData("\"searchSpace\": \"open\", \"enqueue\": [{\"a{b\": 1}]", "/enqueue/0/a{b")]
    [InlineData("\"searchSpace\": \"open\", \"enqueue\": [{\"a\": [1]}]", "/enqueue/0/a")]
    public void Parse_OneThingWrong_PointsAtIt(string members, string pointer) =>
        Assert.Equal(pointer, StudyFile.Error($$"""{"name": "s", {{members}}}""").Pointer);

    [Fact]
    public void Differences_OpenAndListed_AreNamed()
    {
        var open = StudyFile.Spec("""{"name": "s", "searchSpace": "open"}""");
        var listed = StudyFile.Spec("""{"name": "s", "searchSpace": {"x": [0, 1]}}""");

        Assert.Contains(SpecComparison.BuiltIn.Differences(open, listed), e => e.Pointer == "/openSpace");
        Assert.Empty(SpecComparison.BuiltIn.Differences(open, open with { Trials = open.Trials + 1 }));
    }

    [Fact]
    public void Attributes_OfANewStudy_AreItsOwnAndNoPartOfTheComparison()
    {
        var spec = StudyFile.Spec("""{"name": "s", "searchSpace": "open", "attributes": {"owner": "ada", "n": "3"}}""");
        var study = StudyMachine.Create(spec, "1", DateTimeOffset.UnixEpoch);

        Assert.Equal(("ada", "3"), (study.Attributes["owner"], study.Attributes["n"]));
        Assert.Null(study.Spec.Attributes);
        Assert.Empty(SpecComparison.BuiltIn.Differences(study.Spec, spec));
        Assert.Equal("/attributes", StudyFile.Error(
            $$$"""{"name": "s", "searchSpace": "open", "attributes": {"a": "{{{new string('x', 40_000)}}}"}}""").Pointer);
    }

    [Theory]
    [InlineData("""{"attributes": {"a": "1", "b": null}}""", null)]
    [InlineData("""{"attributes": {"": "1"}}""", "/attributes/")]
    [InlineData("""{"attributes": 1}""", "/attributes")]
    [InlineData("{}", "")]
    public void Extend_Attributes_MayStandAlone(string body, string? pointer)
    {
        var (request, errors) = ExtendRequestReader.Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(pointer, errors.SingleOrDefault()?.Pointer);
        if (pointer is null) Assert.Equal([("a", "1"), ("b", null)], request!.Attributes!.Select(a => (a.Key, a.Value)));
    }
}
