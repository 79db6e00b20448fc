using System.Text.Json;
using Serverless.Tuner.Core.Studies;
using StudyFile = Serverless.Tuner.Core.Tests.Studies.StudyFile;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class TagsTests
{
    [Fact]
    public void Tags_AreTextsByName()
    {
        Assert.Equal("vision", StudyFile.Parse(StudyFile.With("\"tags\": {\"team\": \"vision\", \"empty\": \"\"}")).Spec!.Tags!["team"]);
        Assert.Null(StudyFile.Parse(StudyFile.With("\"tags\": {}")).Spec!.Tags);
        Assert.Null(StudyFile.Parse(StudyFile.With("\"trials\": 1")).Spec!.Tags);
    }

    [Theory]
    [InlineData("""{"": "x"}""", "/tags/")]
    [InlineData("""{"a=b": "x"}""", "/tags/a=b")]
    [InlineData("""{"a\n": "x"}""", "/tags/a\n")]
    [InlineData("""{"a": 1}""", "/tags/a")]
    [InlineData("""{"a": null}""", "/tags/a")]
    [InlineData("""{"a": "x\u0007"}""", "/tags/a")]
    [InlineData("""["a"]""", "/tags")]
    public void Tags_ThatAreNone_ArePointedAt(string tags, string pointer) =>
        Assert.Equal(pointer, Assert.Single(StudyFile.Parse(StudyFile.With($"\"tags\": {tags}")).Errors).Pointer);

    [Fact]
    public void Tags_AtTheirLimits_AreKept_AndOneMoreIsRefused()
    {
        string Tags(int count, int name, int value) => JsonSerializer.Serialize(
            Enumerable.Range(0, count).ToDictionary(i => $"{i:000}".PadRight(name, 'n'), _ => new string('v', value)));

        Assert.Equal(50, StudyFile.Parse(StudyFile.With($"\"tags\": {Tags(50, 128, 256)}")).Spec!.Tags!.Count);
        Assert.Single(StudyFile.Parse(StudyFile.With($"\"tags\": {Tags(51, 3, 1)}")).Errors);
        Assert.Single(StudyFile.Parse(StudyFile.With($"\"tags\": {Tags(1, 129, 1)}")).Errors);
        Assert.Single(StudyFile.Parse(StudyFile.With($"\"tags\": {Tags(1, 3, 257)}")).Errors);
    }

    [Fact]
    public void HasAll_AsksForEachOfThem()
    {
        var tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };

        Assert.True(StudyTags.HasAll(tags, []));
        Assert.True(StudyTags.HasAll(tags, [new("a", "1"), new("b", "2")]));
        Assert.False(StudyTags.HasAll(tags, [new("a", "1"), new("b", "1")]));
        Assert.False(StudyTags.HasAll(null, [new("a", "1")]));
        Assert.True(StudyTags.HasAll(null, []));
    }
}
