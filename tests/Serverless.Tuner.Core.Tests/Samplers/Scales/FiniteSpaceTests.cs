using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Scales;

public class FiniteSpaceTests
{
    [Fact]
    public void Size_NoConditions_IsTheProduct() =>
        Assert.Equal(
            3 * 5 * 11 * 4,
            Of(Spaces.Choice("c", "a", "b", "c"),
                Spaces.Int("i", 1, 5), Spaces.Float("f", 0, 1, step: 0.1), Spaces.Int("l", 1, 4, log: true))!.Size);

    [Fact]
    public void Size_Branches_CountsOnlyWhatExists() => Assert.Equal(
        // tree: 9 depths; net: 1 layer, or 2 or 3 layers with one of 4 widths; line: nothing else.
        9 + 1 + (2 * 4) + 1,
        Of(
            Spaces.Choice("model", "tree", "net", "line"),
            Spaces.Int("layers", 1, 3).When("model", ParameterValue.Of("net")),
            Spaces.Int("width", 1, 4).When("layers", ParameterValue.Of(2.0), ParameterValue.Of(3)),
            Spaces.Int("depth", 1, 9).When("model", ParameterValue.Of("tree")))!.Size);

    [Fact]
    public void Size_ParameterOfTwoParents_CountsItWhereBothHold()
    {
        var both = new Dictionary<string, IReadOnlyList<ParameterValue>> { ["a"] = [ParameterValue.Of(2)], ["b"] = [ParameterValue.Of(3)] };
        Assert.Equal(15 + 5, Of(Spaces.Int("a", 1, 4), Spaces.Int("b", 1, 4), Spaces.Int("c", 1, 5) with { When = both })!.Size);
    }

    [Fact]
    public void Size_TooManyPoints_IsNotCounted()
    {
        Assert.Null(Of([.. Enumerable.Range(0, 63).Select(i => Spaces.Choice($"c{i}", "a", "b"))]));
        Assert.Equal(1L << 62, Of([.. Enumerable.Range(0, 62).Select(i => Spaces.Choice($"c{i}", "a", "b"))])!.Size);
        Assert.Null(Of(Spaces.Int("a", -9007199254740992, 9007199254740992), Spaces.Int("b", -9007199254740992, 9007199254740992)));
    }

    [Fact]
    public void Size_ManyBranchingParents_IsCountedWithoutTryingAll() =>
        // Each parent brings a child in one of its two cases: 1 + 3 points a pair.
        Assert.Equal(
            1L << 60,
            Of([.. Enumerable.Range(0, 30).SelectMany(
                i => new[] { Spaces.Choice($"c{i}", "a", "b"), Spaces.Int($"i{i}", 1, 3).When($"c{i}", ParameterValue.Of("a")) })])!.Size);

    [Fact]
    public void Size_WideTreeBelowOneRoot_IsCountedBranchByBranch()
    {
        // Listed level by level, so that in that order 16 parents would have to be remembered at once: 2¹⁶ states.
        ParameterSpec[] root = [Spaces.Choice("root", "a", "b")];
        var middle = Enumerable.Range(0, 16).Select(i => Spaces.Choice($"m{i}", "a", "b").When("root", ParameterValue.Of("a")));
        var leaves = Enumerable.Range(0, 16).Select(i => Spaces.Int($"l{i}", 1, 3).When($"m{i}", ParameterValue.Of("a")));
        Assert.Equal((1L << 32) + 1, Of([.. root, .. middle, .. leaves])!.Size);
    }

    [Fact]
    public void Of_ContinuousParameter_IsNullUnlessItHasLevels()
    {
        ParameterSpec[] space = [Spaces.Int("i", 1, 3), Spaces.Normal("n", 0, 1)];
        Assert.Null(Of(space));
        Assert.Equal("n", FiniteSpace.FirstContinuous(SearchSpace.From(space))!.Name);
        Assert.Equal(3 * 7, Of(7, space)!.Size);
    }

    [Fact]
    public void FirstContinuous_OneValueOnly_IsNone() =>
        Assert.Null(FiniteSpace.FirstContinuous(SearchSpace.From([Spaces.Float("x", 2, 2)])));

    [Fact]
    public void Of_ContinuousParameters_HaveTheirEndsAsLevels()
    {
        Assert.Equal([-1, 0, 1], Values(3, Spaces.Float("x", -1, 1)));
        Assert.Equal([1e-4, 1e-2, 1], Values(3, Spaces.Float("x", 1e-4, 1, log: true)).Select(v => Math.Round(v, 10)));
        Assert.Equal([0.5], Values(1, Spaces.Float("x", 0, 1)));
        Assert.Equal([-0.9674, 0, 0.9674], Values(3, Spaces.Normal("x", 0, 1)).Select(v => Math.Round(v, 4)));
    }

    [Fact]
    public void Of_NarrowParameter_HasOnlyTheLevelsThatDiffer() =>
        Assert.Equal(2, Values(5, Spaces.Float("x", 1, 1.0000000000000002)).Length);

    [Fact]
    public void PointAt_RandomSpaces_GivesDifferentPointsThatIndexOfFindsAgain() => Laws.HoldForSeeds(seed =>
    {
        var space = SearchSpace.From(Spaces.Random(seed));
        var encoding = new PointEncoding(space);
        var finite = FiniteSpace.Of(space, encoding, 3);
        if (finite is null) return;
        var random = new TrialRandom(seed, 9);
        var indices = finite.Size <= 300 ? Enumerable.Range(0, (int)finite.Size).Select(i => (long)i)
            : Enumerable.Range(0, 100).Select(_ => random.NextInt(finite.Size)).Append(finite.Size - 1).Distinct();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in indices)
        {
            var values = encoding.Decode(finite.PointAt(index));
            Study.AssertInSpace(space, values);
            Assert.Equal(index, finite.IndexOf(encoding.Encode(values)));
            Assert.True(texts.Add(Study.Text(values)));
        }
    });

    [Fact]
    public void IndexOf_RandomSpaces_FindsEveryPointOfADiscreteSpace() => Laws.HoldForSeeds(seed =>
    {
        ParameterSpec[] specs = [.. Spaces.Random(seed).Where(s => s.Kind is ParameterKind.Int or ParameterKind.Categorical)];
        var names = specs.Select(s => s.Name).ToHashSet();
        var space = SearchSpace.From([.. specs.Select(s => s.When?.Keys.All(names.Contains) == false ? s with { When = null } : s)]);
        var encoding = new PointEncoding(space);
        if (FiniteSpace.Of(space, encoding) is not { } finite) return;
        var random = SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("random")).Prepare(new SamplerHistory(space, [Direction.Minimize], seed));
        for (var i = 0; i < 30; i++)
        {
            var point = encoding.Encode(random.Suggest(i));
            Assert.Equal(point, finite.PointAt(finite.IndexOf(point)!.Value));
        }
    });

    [Fact]
    public void IndexOf_PointOffTheLevels_IsNull()
    {
        var finite = Of(3, Spaces.Float("x", 0, 1))!;
        Assert.Null(finite.IndexOf([0.3]));
        Assert.Null(finite.IndexOf([double.NaN]));
        Assert.Equal(1, finite.IndexOf([0.5]));
    }

    private static FiniteSpace? Of(params ParameterSpec[] specs) => Of(0, specs);

    private static FiniteSpace? Of(int levels, params ParameterSpec[] specs)
    {
        var space = SearchSpace.From(specs);
        return FiniteSpace.Of(space, new PointEncoding(space), levels);
    }

    private static double[] Values(int levels, ParameterSpec spec)
    {
        var space = SearchSpace.From([spec]);
        var encoding = new PointEncoding(space);
        var finite = FiniteSpace.Of(space, encoding, levels)!;
        return [.. Enumerable.Range(0, (int)finite.Size).Select(i => encoding.Decode(finite.PointAt(i))["x"].AsDouble())];
    }
}
