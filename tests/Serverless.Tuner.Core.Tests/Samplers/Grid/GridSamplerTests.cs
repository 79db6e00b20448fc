using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Grid;

public class GridSamplerTests : BuiltInSamplerTests
{
    private static readonly ParameterSpec[] Small = [
        Spaces.Choice("c", "a", "b", "c"), Spaces.Float("x", 0, 1), Spaces.Int("i", 1, 2).When("c", ParameterValue.Of("b"))];

    protected override string Type => "grid";

    protected override string Fingerprint => "353CB5B21F4035D0";

    protected override bool HasLevels => true;

    protected override IReadOnlyList<ParameterSpec> ServedSpace => Small;

    [Fact]
    public void Suggest_AsManyTrialsAsPoints_GivesEachOnce() =>
        Assert.Equal(20, Texts(new Study(Sampler(), Small).Run(20, Study.AnyObjective)).Distinct().Count());

    [Fact]
    public void Suggest_AnotherSeed_GivesAnotherOrder() => Assert.NotEqual(
        Texts(new Study(Sampler(), Small, 1).Run(20, Study.AnyObjective)),
        Texts(new Study(Sampler(), Small, 2).Run(20, Study.AnyObjective)));

    [Fact]
    public void Suggest_AllPointsTried_StartsOverInAnotherOrder()
    {
        var texts = Texts(new Study(Sampler(), Small).Run(60, Study.AnyObjective));
        Assert.Equal(20, texts[20..40].Distinct().Count());
        Assert.Equal(20, texts[40..].Distinct().Count());
        Assert.NotEqual(texts[..20], texts[20..40]);
        Assert.NotEqual(texts[20..40], texts[40..]);
    }

    [Fact]
    public void Suggest_PointsEnqueuedBefore_AreNotRepeated()
    {
        // The first trials were enqueued: points of the grid, and one that is not.
        var grid = new Study(Sampler(), Small).Run(20, Study.AnyObjective).Trials;
        var enqueued = new[]
        {
            grid[7].Parameters, grid[3].Parameters, new Dictionary<string, ParameterValue>
            {
                ["c"] = ParameterValue.Of("a"),
                ["x"] = ParameterValue.Of(0.123),
            },
        };
        var study = new Study(Sampler(), Small);
        foreach (var point in enqueued) study.Add(point);
        study.Run(18, Study.AnyObjective);
        Assert.Equal(21, Texts(study).Distinct().Count());
    }

    [Fact]
    public void Suggest_PendingTrials_AreNotRepeated()
    {
        var study = new Study(Sampler(), Small);
        var suggester = Sampler().Prepare(study.History);
        Assert.Equal(20, Enumerable.Range(0, 20).Select(n => Study.Text(suggester.Suggest(n))).Distinct().Count());
    }

    [Fact]
    public void Suggest_NumberOfPoints_IsAnOption()
    {
        var study =
            new Study(SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("grid", ("points", ParameterValue.Of(11)))), [Spaces.Float("x", 0, 1)])
                .Run(11, Study.AnyObjective);
        Assert.Equal(
            [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
            study.Trials.Select(t => Math.Round(t.Parameters["x"].AsDouble(), 12)).Order());
    }

    [Fact]
    public void Suggest_HugeGrid_TakesLevelsOnlyAndRepeatsNone()
    {
        var study = new Study(Sampler(), [.. Enumerable.Range(0, 60).Select(i => Spaces.Float($"x{i}", 0, 4))]).Run(50, Study.AnyObjective);
        Assert.Equal(50, Texts(study).Distinct().Count());
        Assert.Equal([0, 1, 2, 3, 4], study.Trials.SelectMany(t => t.Parameters.Values).Select(v => v.AsDouble()).Distinct().Order());
    }

    [Fact]
    public void Suggest_LargeGrid_IsSpreadFromTheStart()
    {
        var study = new Study(Sampler(), [Spaces.Int("a", 0, 999_999), Spaces.Int("b", 0, 999_999)]).Run(200, Study.AnyObjective);
        foreach (var name in new[] { "a", "b" })
            Assert.InRange(
                Distributions.KolmogorovSmirnov(study.Trials.Select(t => t.Parameters[name].AsDouble() / 1e6), x => x), 0,
                1.63 / Math.Sqrt(200));
    }

    [Fact]
    public void Refusal_AsManyPointsAsAStudyHasTrials_IsNone()
    {
        Assert.Null(Refusal([Spaces.Int("a", 1, 1_000), Spaces.Int("b", 1, 1_000)]));
        // Both branches together have a million points, and so many values too.
        Assert.Null(Refusal([
            Spaces.Choice("c", "a", "b"), Spaces.Int("i", 1, 500_000).When("c", ParameterValue.Of("a")),
            Spaces.Int("j", 1, 500_000).When("c", ParameterValue.Of("b"))]));
        Assert.Null(Refusal([.. Enumerable.Range(0, 8).Select(i => Spaces.Float($"x{i}", 0, 1))]));
    }

    [Fact]
    public void Refusal_MorePointsThanAStudyHasTrials_NamesTheMost()
    {
        ParameterSpec[][] tooLarge = [
            [Spaces.Int("a", 1, 1_000), Spaces.Int("b", 1, 1_001)],
            [Spaces.Int("a", 1, 1_000), Spaces.Int("b", 1, 1_000), Spaces.Int("c", 1, 1_000)],
            [.. Enumerable.Range(0, 9).Select(i => Spaces.Float($"x{i}", 0, 1))],
            [.. Enumerable.Range(0, 10_000).Select(i => Spaces.Float($"x{i}", 0, 1))],
            [Spaces.Choice("c", "a", "b"), Spaces.Int("i", 1, 1_000_001).When("c", ParameterValue.Of("b"))],
            [Spaces.Choice("c", "a", "b"), Spaces.Int("i", 1, 1_000_000).When("c", ParameterValue.Of("b"))],
            [Spaces.Choice("c", "a", "b"),
                .. Enumerable.Range(0, 30).Select(i => Spaces.Int($"i{i}", 1, 5).When("c", ParameterValue.Of("b")))],
        ];
        foreach (var space in tooLarge)
            Assert.Equal(
                "grid would try more than 1,000,000 points, the most trials that a study may have: give fewer points or larger steps, or "
                + "choose a sampler that needs no end, such as qmc",
                Refusal(space));
    }

    [Fact]
    public void Refusal_NumberOfPoints_Counts()
    {
        ParameterSpec[] space = [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)];
        Assert.Null(Refusal(space, ("points", ParameterValue.Of(1_000))));
        Assert.NotNull(Refusal(space, ("points", ParameterValue.Of(1_001))));
    }

    private static string? Refusal(ParameterSpec[] space, params (string, ParameterValue)[] options) =>
        SamplerCatalog.BuiltIn.Refusal(SamplerSpec.Of("grid", options), SearchSpace.From(space), [Direction.Minimize]);

    private static ISampler Sampler() => SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("grid"));

    private static string[] Texts(Study study) => [.. study.Trials.Select(t => Study.Text(t.Parameters))];
}
