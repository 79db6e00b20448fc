using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class WilcoxonPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => PrunerSpec.Of("wilcoxon", ("pThreshold", ParameterValue.Of(0.3)));

    // Four pairs, all worse: p is 1/16.
    [Theory]
    [InlineData(0.1, 4, true)]
    [InlineData(0.06, 4, false)]
    [InlineData(0.13, 3, true)]
    [InlineData(0.12, 3, false)]
    [InlineData(1.0, 2, true)]
    [InlineData(1.0, 1, false)]
    public void ShouldPrune_AllFoldsWorse_OnceThatIsUnlikely(double p, int folds, bool pruned)
    {
        var pruner = Create(PrunerSpec.Of("wilcoxon", ("pThreshold", ParameterValue.Of(p))));
        var best = Curves.Of(0, TrialState.Complete, 1, 2, 3, 4, 5);
        Assert.Equal(
            pruned,
            pruner.ShouldPrune(
                Curves.Of(1, TrialState.Running, [.. Enumerable.Range(1, folds).Select(i => i + 5 + (0.1 * i))]), Curves.History(best)));
    }

    // Before the last repeat there is something to save; by then every repeat has to be worse.
    [Theory]
    [InlineData(3, 2, true)]
    [InlineData(4, 2, false)]
    [InlineData(4, 3, true)]
    [InlineData(6, 3, false)]
    [InlineData(6, 4, true)]
    public void ShouldPrune_FewRepeats_ByDefaultInTimeWhenAllAreWorse(int repeats, int done, bool pruned)
    {
        var pruner = PrunerCatalog.BuiltIn.Create(
            PrunerSpec.Of("wilcoxon"), new PrunerContext("s", Direction.Minimize) { Repeats = repeats });
        var best = Curves.Of(0, TrialState.Complete, [.. Enumerable.Repeat(1.0, repeats)]);

        Assert.Equal(
            pruned,
            pruner.ShouldPrune(
                Curves.Of(1, TrialState.Running, [.. Enumerable.Range(1, done).Select(i => 2 + (0.1 * i))]), Curves.History(best)));
        Assert.False(
            pruner.ShouldPrune(
                Curves.Of(1, TrialState.Running, [.. Enumerable.Range(1, done).Select(i => i == 1 ? 0.5 : 1.1)]), Curves.History(best)));
    }

    [Theory]
    [InlineData(1, 0.1, null)]
    [InlineData(2, 0.9, "compares 2 repeats at least")]
    [InlineData(3, 0.25, "no p is below 0.25")]
    [InlineData(3, 0.26, null)]
    [InlineData(5, 0.1, null)]
    public void Refusal_RepeatsThatCouldNeverBePruned_SaysWhy(int repeats, double threshold, string? reason)
    {
        var refusal = PrunerCatalog.BuiltIn.Create(
            PrunerSpec.Of("wilcoxon", ("pThreshold", ParameterValue.Of(threshold))), new PrunerContext(
                "s", Direction.Minimize)
            { Repeats = repeats }).Refusal;

        if (reason is null) Assert.Null(refusal);
        else Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void ShouldPrune_SeveralComplete_IsComparedWithTheBestByItsResult()
    {
        var pruner = Create(PrunerSpec.Of("wilcoxon"));
        var (good, bad) = (Curves.Of(0, TrialState.Complete, 1, 1, 1, 1), Curves.Of(1, TrialState.Complete, 9, 9, 9, 9));
        var trial = Curves.Of(2, TrialState.Running, 5.1, 5.2, 5.3, 5.4);
        Assert.True(pruner.ShouldPrune(trial, Curves.History(good, bad)));
        (good.Result, bad.Result) = (100, -100);
        Assert.False(pruner.ShouldPrune(trial, Curves.History(good, bad)));
    }

    [Fact]
    public void ShouldPrune_AsGoodOnAverage_GoesOn() => Assert.False(
        // Worse at each step in common, but the best trial had its hard instances elsewhere.
        Create(PrunerSpec.Of("wilcoxon"))
            .ShouldPrune(
                Curves.Of(1, TrialState.Running, 2, 2, 2, 2, 2), Curves.History(Curves.Of(0, TrialState.Complete, 1, 1, 1, 1, 1, 50))));

    [Fact]
    public void ShouldPrune_InstancesInAnotherOrder_ArePairedByTheirStep()
    {
        var pruner = Create(PrunerSpec.Of("wilcoxon"));
        var best = Curves.At(0, TrialState.Complete, (0, 10), (1, 20), (2, 30), (3, 40), (4, 50), (5, 0));
        Assert.True(pruner.ShouldPrune(Curves.At(1, TrialState.Running, (4, 51.1), (3, 41.2), (2, 31.3), (1, 21.4)), Curves.History(best)));
        Assert.False(
            pruner.ShouldPrune(Curves.At(1, TrialState.Running, (4, 51.1), (3, 41.2), (12, 31.3), (11, 21.4)), Curves.History(best)));
    }

    [Fact]
    public void LooksAtOthers_StartupSteps_TwoAtLeast()
    {
        Assert.False(
            Create(PrunerSpec.Of("wilcoxon", ("nStartupSteps", ParameterValue.Of(0)))).LooksAtOthers(Curves.Of(0, TrialState.Running, 1)));
        Assert.False(
            Create(PrunerSpec.Of("wilcoxon", ("nStartupSteps", ParameterValue.Of(3))))
                .LooksAtOthers(Curves.Of(0, TrialState.Running, 1, 1)));
        Assert.True(
            Create(PrunerSpec.Of("wilcoxon", ("nStartupSteps", ParameterValue.Of(3))))
                .LooksAtOthers(Curves.Of(0, TrialState.Running, 1, 1, 1)));
    }
}
