using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class WarmStartParserTests
{
    [Fact]
    public void Parse_WarmStartAndData_AreRead()
    {
        var similar = Parse("""{"similar": true, "threshold": 0.75, "max": 2, "space": "learned"}""").Spec!;
        var named = Parse("""{"from": ["a", "b"]}""").Spec!;

        Assert.Equal(new WarmStartSpec { Similar = true, Threshold = 0.75, Max = 2, Space = WarmStartSpace.Learned }, similar.WarmStart);
        Assert.Equal(["a", "b"], named.WarmStart!.From);
        Assert.Equal(new DataSpec { Rows = 3_000_000_000, Features = 40 }, named.Data);
    }

    [Theory]
    [InlineData("{}", "/warmStart/similar")]
    [InlineData("""{"similar": false}""", "/warmStart/similar")]
    [InlineData("""{"similar": true, "from": ["a"]}""", "/warmStart/similar")]
    [InlineData("""{"similar": true, "threshold": 1.5}""", "/warmStart/threshold")]
    [InlineData("""{"similar": true, "max": 11}""", "/warmStart/max")]
    [InlineData("""{"similar": true, "space": "narrow"}""", "/warmStart/space")]
    [InlineData("""{"similar": true, "most": 1}""", "/warmStart/most")]
    [InlineData("""{"from": ["a", "a"]}""", "/warmStart/from")]
    [InlineData("""{"from": ["a/b"]}""", "/warmStart/from")]
    [InlineData("""{"from": ["a"], "threshold": 0.5, "max": 2}""", "/warmStart/threshold", "/warmStart/max")]
    [InlineData("""{"from": []}""", "/warmStart/from")]
    public void Parse_WrongWarmStart_NamesTheField(string warmStart, params string[] pointers) =>
        Assert.Equal(pointers, Parse(warmStart).Errors.Select(e => e.Pointer));

    [Theory]
    [InlineData("{}", "/data")]
    [InlineData("""{"rows": 0}""", "/data/rows")]
    [InlineData("""{"features": 1.5}""", "/data/features")]
    public void Parse_WrongData_NamesTheField(string data, string pointer) =>
        Assert.Equal([pointer], Parse("""{"similar": true}""", data).Errors.Select(e => e.Pointer));

    private static (StudySpec? Spec, IReadOnlyList<FieldError> Errors) Parse(
        string warmStart, string data = """{"rows": 3000000000, "features": 40}""") => StudyFile.Parse(
        $$"""{"name": "s", "searchSpace": {"x": [0, 1]}, "warmStart": {{warmStart}}, "data": {{data}}}""");
}
