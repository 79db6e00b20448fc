using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class PercentilePrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec =>
        PrunerSpec.Of(
            "percentile", ("percentile", ParameterValue.Of(25.0)), ("nStartupTrials", ParameterValue.Of(1)),
            ("intervalSteps", ParameterValue.Of(3)), ("nWarmupSteps", ParameterValue.Of(2)));

    // Of 10, 20, 30, 40, 50 the quarter lies at 20, the tenth at 14.
    [Theory]
    [InlineData(25, 20.0, false)]
    [InlineData(25, 20.1, true)]
    [InlineData(10, 13.9, false)]
    [InlineData(10, 14.1, true)]
    [InlineData(0, 10.1, true)]
    [InlineData(100, 50.0, false)]
    [InlineData(100, 50.1, true)]
    public void ShouldPrune_APercentile_IsInterpolated(double percentile, double value, bool pruned)
    {
        var history = Curves.History(Enumerable.Range(0, 5).Select(i => Curves.Of(i, TrialState.Complete, 10 * (i + 1))));
        Assert.Equal(pruned, Of(percentile).ShouldPrune(Curves.Of(9, TrialState.Running, value), history));
    }

    [Theory]
    [InlineData(Direction.Minimize)]
    [InlineData(Direction.Maximize)]
    public void ShouldPrune_TheLessItKeeps_TheMoreItPrunes(Direction direction) => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        bool[] pruned = [.. new[] { 5.0, 25, 50, 75, 95 }.Select(p => Of(p, direction).ShouldPrune(trial, Curves.History(others)))];
        Assert.Equal(pruned.OrderDescending(), pruned);
    });

    [Theory]
    [InlineData(0, 1, "0 1 2 3 4 5 6 7")]
    [InlineData(3, 1, "3 4 5 6 7")]
    [InlineData(0, 3, "0 3 6")]
    [InlineData(2, 4, "2 6")]
    [InlineData(100, 1, "")]
    public void LooksAtOthers_WarmupAndInterval_OnlyAtTheChecks(int warmup, int interval, string steps)
    {
        var pruner = Create(
            PrunerSpec.Of("median", ("nWarmupSteps", ParameterValue.Of(warmup)), ("intervalSteps", ParameterValue.Of(interval))));
        var trial = new TrialCurve(0);
        Assert.Equal(steps, string.Join(' ', Enumerable.Range(0, 8).Where(step =>
        {
            trial.Set(step, 1);
            return pruner.LooksAtOthers(trial);
        })));
    }

    [Fact]
    public void LooksAtOthers_NoReportAtACheck_TheNextReportIsChecked()
    {
        var pruner = Create(PrunerSpec.Of("median", ("nWarmupSteps", ParameterValue.Of(4)), ("intervalSteps", ParameterValue.Of(10))));
        var trial = new TrialCurve(0);
        Assert.Equal([6, 15, 40], new[] { 3, 6, 9, 15, 18, 40, 43 }.Where(step =>
        {
            trial.Set(step, 1);
            return pruner.LooksAtOthers(trial);
        }));
    }

    [Fact]
    public void LooksAtOthers_AskedOnceForSeveralReports_ChecksWhatCameDueAmongThem()
    {
        var pruner = Create(PrunerSpec.Of("median", ("intervalSteps", ParameterValue.Of(10))));
        var trial = Curves.At(0, TrialState.Running, (8, 1), (10, 1), (12, 1));
        Assert.False(pruner.LooksAtOthers(trial));
        trial.DecidedStep = 8;
        Assert.True(pruner.LooksAtOthers(trial));
    }

    [Fact]
    public void ShouldPrune_TooFewAtTheStep_GoesOn()
    {
        var history = Curves.History(
            Curves.Of(0, TrialState.Complete, 1, 1), Curves.Of(1, TrialState.Complete, 1, 1), Curves.Of(2, TrialState.Complete, 1));
        var pruner = Create(PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(0)), ("nMinTrials", ParameterValue.Of(3))));
        Assert.True(pruner.ShouldPrune(Curves.Of(9, TrialState.Running, 5), history));
        Assert.False(pruner.ShouldPrune(Curves.Of(9, TrialState.Running, 5, 5), history));
    }

    [Fact]
    public void ShouldPrune_EqualValuesOfManyDigits_AreNoWorseThanEachOther() => Laws.HoldForSeeds(seed =>
    {
        var random = new TrialRandom(seed, 5);
        var (value, count) = (random.NextGaussian() * 1e10, 1 + (int)random.NextInt(20));
        var history = Curves.History(Enumerable.Range(0, count).Select(i => Curves.Of(i, TrialState.Complete, value)));
        Assert.False(Of(100 * random.NextDouble()).ShouldPrune(Curves.Of(99, TrialState.Running, value), history));
    });

    [Fact]
    public void ShouldPrune_HugeValues_DoNotOverflow() => Assert.True(Of(50).ShouldPrune(
        Curves.Of(9, TrialState.Running, 1e300), Curves.History(
            Curves.Of(0, TrialState.Complete, double.MinValue), Curves.Of(1, TrialState.Complete, double.MaxValue))));

    private static IPruner Of(double percentile, Direction direction = Direction.Minimize) =>
        Create(
            PrunerSpec.Of("percentile", ("percentile", ParameterValue.Of(percentile)), ("nStartupTrials", ParameterValue.Of(0))),
            direction);
}
