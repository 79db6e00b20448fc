namespace Serverless.Tuner.Core.Tests.Pruners;

public class MedianPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(2)));

    [Theory]
    [InlineData(3.1, true)]
    [InlineData(3.0, false)]
    [InlineData(2.9, false)]
    public void ShouldPrune_FiveCompleteTrials_AboveTheirMedian(double value, bool pruned) =>
        Assert.Equal(
            pruned,
            Create(PrunerSpec.Of("median")).ShouldPrune(Curves.Of(9, TrialState.Running, value), Curves.History(Complete(1, 2, 3, 4, 50))));

    [Fact]
    public void ShouldPrune_FourCompleteTrials_IsStillStartup() =>
        Assert.False(
            Create(PrunerSpec.Of("median")).ShouldPrune(Curves.Of(9, TrialState.Running, 99), Curves.History(Complete(1, 2, 3, 4))));

    [Fact]
    public void ShouldPrune_TrialsThatHaveNotCompleted_DoNotCount() => Assert.False(Create(Spec).ShouldPrune(
        Curves.Of(9, TrialState.Running, 99),
        Curves.History(
            Curves.Of(0, TrialState.Complete, 1), Curves.Of(1, TrialState.Running, 1), Curves.Of(2, TrialState.Pruned, 1),
            Curves.Of(3, TrialState.Failed, 1))));

    [Fact]
    public void ShouldPrune_ItsBestValue_NotItsNewest_IsCompared()
    {
        var history = Curves.History(Curves.Of(0, TrialState.Complete, 5, 4), Curves.Of(1, TrialState.Complete, 5, 4));
        Assert.False(Create(Spec).ShouldPrune(Curves.Of(9, TrialState.Running, 3.5, 8), history));
        Assert.True(Create(Spec).ShouldPrune(Curves.Of(9, TrialState.Running, 4.5, 8), history));
    }

    private static IEnumerable<Core.Pruners.TrialCurve> Complete(params double[] values) =>
        values.Select((v, i) => Curves.Of(i, TrialState.Complete, v));
}
