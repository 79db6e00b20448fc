using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.SearchSpaces;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("""["sgd"]""", """{"p":["sgd"]}""")]
    [InlineData("\"sgd\"", """{"p":["sgd"]}""")]
    [InlineData("""["sgd", "adam"]""", """{"p":["sgd","adam"]}""")]
    public void Parse_Condition_ListsItsValues(string written, string normalised)
    {
        var spec = StudyFile.Spec(Space("""{"categorical": ["sgd", "adam"]}""", written));

        Assert.Equal(normalised, StudyFile.ToJson(spec.SearchSpace[1].When));
    }

    [Theory]
    [InlineData("""{"categorical": ["a", "b"]}""", "\"c\"")]
    [InlineData("""{"categorical": ["1"]}""", "1")]
    [InlineData("""{"categorical": [true]}""", "\"true\"")]
    [InlineData("""[0, 1]""", "2")]
    [InlineData("""[0, 1]""", "\"0\"")]
    [InlineData("""[1, 8, "int"]""", "1.5")]
    [InlineData("""[1, 8, "int"]""", "[0, 9]")]
    [InlineData("""{"kind": "int", "low": 1, "high": 9, "step": 2}""", "[2, 4]")]
    [InlineData("""{"kind": "float", "low": 0, "high": 1, "step": 0.25}""", "0.3")]
    [InlineData("""{"lognormal": [0, 1]}""", "[-1, 0]")]
    [InlineData("""{"kind": "normal", "mu": 0, "sigma": 1, "low": 0}""", "-1")]
    public void Parse_ValuesTheParentCannotTake_AreRefused(string parent, string values) =>
        Assert.Equal("/searchSpace/x/when/p", StudyFile.Error(Space(parent, values)).Pointer);

    [Theory]
    [InlineData("""{"categorical": [1, 2]}""", "1.0")]
    [InlineData("""{"categorical": [true, false]}""", "true")]
    [InlineData("""[1, 8, "int"]""", "8.0")]
    [InlineData("""{"kind": "int", "low": 1, "high": 9, "step": 2}""", "[2, 3]")]
    [InlineData("""{"kind": "float", "low": 0, "high": 1, "step": 0.1}""", "0.3")]
    [InlineData("""{"normal": [0, 1]}""", "1000")]
    public void Parse_ValuesTheParentCanTake_AreFine(string parent, string values) =>
        Assert.NotNull(StudyFile.Spec(Space(parent, values)).SearchSpace[1].When);

    [Fact]
    public void Parse_ConditionOnMissingParameter_PointsAtIt()
    {
        var error = StudyFile.Error(StudyFile.WithSpace("""{"x": {"uniform": [0, 1], "when": {"y": 1}}}"""));

        Assert.Equal("/searchSpace/x/when/y", error.Pointer);
        Assert.Contains("no parameter 'y'", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind": "float"}""", new[] { "/searchSpace/p/low", "/searchSpace/p/high" })]
    [InlineData("""{"kind": "what"}""", new[] { "/searchSpace/p/kind" })]
    public void Parse_ParentThatIsWrong_IsNotCalledMissingToo(string parent, string[] pointers) =>
        Assert.Equal(pointers, StudyFile.Pointers(Space(parent, "1")));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    public void Parse_NoValues_IsRefused(string values) =>
        Assert.StartsWith("/searchSpace/x/when/p", StudyFile.Error(Space("[0, 1]", values)).Pointer, StringComparison.Ordinal);

    [Fact]
    public void Parse_DependsOnItself_IsACycle() =>
        Assert.Equal("/searchSpace/x/when", StudyFile.Error(StudyFile.WithSpace("""{"x": {"int": [0, 1], "when": {"x": 1}}}""")).Pointer);

    [Fact]
    public void Parse_TwoDependOnEachOther_ReportsBoth() =>
        Assert.Equal(["/searchSpace/0/when", "/searchSpace/1/when"], StudyFile.Pointers(Chain([("a", "b"), ("b", "a")])));

    [Fact]
    public void Parse_ChainsIntoOutOfAndBetweenCycles_ReportsTheirMembersOnly()
    {
        // root ← in ← [a ⇄ b] ← between ← [c ← d ← e ← c] ← out, and 5,000 more behind that.
        List<(string, string)> edges =
        [
            ("root", ""), ("in", "root"), ("a", "b"), ("b", "a"), ("between", "a"), ("c", "e"), ("d", "c"), ("e", "d"), ("out", "e"),
        ];
        for (var i = 0; i < 5_000; i++) edges.Add(($"t{i}", i == 0 ? "out" : $"t{i - 1}"));
        var file = Chain(edges, ("c", "between"));

        Assert.Equal(
            ["/searchSpace/2/when", "/searchSpace/3/when", "/searchSpace/5/when", "/searchSpace/6/when", "/searchSpace/7/when"],
            StudyFile.Pointers(file));
    }

    [Fact]
    public void Parse_LongCycle_ReportsItWithoutOverflowingTheStack()
    {
        var edges = Enumerable.Range(0, 9_999).Select(i => ($"p{i}", $"p{(i + 1) % 9_999}"));

        Assert.Equal(101, StudyFile.Parse(Chain(edges)).Errors.Count);
    }

    [Fact]
    public void Parse_LongChainBackwards_IsFineAndOrdersParentsFirst()
    {
        var edges = Enumerable.Range(0, 9_999).Select(i => ($"p{i}", i == 9_998 ? "" : $"p{i + 1}"));

        var space = SearchSpace.From(StudyFile.Spec(Chain(edges)).SearchSpace);

        Assert.Equal(Enumerable.Range(0, 9_999).Reverse().Select(i => $"p{i}"), space.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void From_SeveralParents_PlacesEachAfterAllOfThem()
    {
        var spec = StudyFile.Spec(StudyFile.WithSpace(
            """{"d": {"int": [0, 1], "when": {"b": 1, "c": 1}}, "b": {"int": [0, 1], "when": {"a": 1}}, "c": {"int": [0, 1], "when": {"a": 0}}, "a": {"int": [0, 1]}}"""));

        Assert.Equal(["a", "b", "c", "d"], SearchSpace.From(spec.SearchSpace).Parameters.Select(p => p.Name));
    }

    [Fact]
    public void IsActive_Nested_NeedsEveryParentToExistWithItsValue()
    {
        var space = SearchSpace.From(StudyFile.Spec(StudyFile.WithSpace(
            """{"a": {"categorical": ["on", "off"]}, "b": {"int": [0, 3], "when": {"a": "on"}}, "c": {"uniform": [0, 1], "when": {"b": [1.0, 2]}}}""")).SearchSpace);
        var c = space.Parameters[2];

        Assert.True(SearchSpace.IsActive(c, new Dictionary<string, ParameterValue> { ["b"] = ParameterValue.Of(1) }));
        Assert.False(SearchSpace.IsActive(c, new Dictionary<string, ParameterValue> { ["b"] = ParameterValue.Of(3) }));
        Assert.False(SearchSpace.IsActive(c, new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of("off") }));
    }

    private static string Space(string parent, string values) =>
        StudyFile.WithSpace($$$"""{"p": {{{parent}}}, "x": {"uniform": [0, 1], "when": {"p": {{{values}}} } } }""");

    /// <summary>Short members, so that 9,999 of them stay below the largest file.</summary>
    private static string Chain(IEnumerable<(string Name, string Parent)> edges, params (string Name, string Parent)[] more)
    {
        var items = edges.Select(e =>
        {
            var parents = more.Where(m => m.Name == e.Name)
                .Select(m => m.Parent).Append(e.Parent).Where(p => p.Length > 0).Select(p => $"\"{p}\":1").ToList();
            var when = parents.Count == 0 ? "" : $",\"when\":{{{string.Join(",", parents)}}}";
            return $"{{\"name\":\"{e.Name}\",\"kind\":\"int\",\"low\":0,\"high\":1{when}}}";
        });
        return StudyFile.WithSpace($"[{string.Join(",", items)}]");
    }
}
