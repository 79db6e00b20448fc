using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class ThresholdPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec =>
        PrunerSpec.Of(
            "threshold", ("lower", ParameterValue.Of(-1.0)), ("upper", ParameterValue.Of(0.5)), ("intervalSteps", ParameterValue.Of(2)));

    protected override PrunerSpec Mirrored =>
        PrunerSpec.Of(
            "threshold", ("lower", ParameterValue.Of(-0.5)), ("upper", ParameterValue.Of(1.0)), ("intervalSteps", ParameterValue.Of(2)));

    protected override bool JudgesAlone => true;

    [Theory]
    [InlineData(Direction.Minimize)]
    [InlineData(Direction.Maximize)]
    public void ShouldPrune_BeyondABound_WhicheverDirectionIsBetter(Direction direction)
    {
        foreach (var (value, pruned) in new[] { (-1.01, true), (-1.0, false), (0.0, false), (0.5, false), (0.51, true) })
            Assert.Equal(pruned, Create(Spec, direction).ShouldPrune(Curves.At(0, TrialState.Running, (2, value)), new PrunerHistory()));
    }

    [Fact]
    public void ShouldPrune_OneBoundOnly_TheOtherSideIsOpen()
    {
        Assert.False(
            Create(PrunerSpec.Of("threshold", ("upper", ParameterValue.Of(1))))
                .ShouldPrune(Curves.Of(0, TrialState.Running, -1e300), new PrunerHistory()));
        Assert.False(
            Create(PrunerSpec.Of("threshold", ("lower", ParameterValue.Of(1))))
                .ShouldPrune(Curves.Of(0, TrialState.Running, 1e300), new PrunerHistory()));
    }

    [Fact]
    public void ShouldPrune_Warmup_WaitsForIt()
    {
        var pruner = Create(PrunerSpec.Of("threshold", ("upper", ParameterValue.Of(1)), ("nWarmupSteps", ParameterValue.Of(3))));
        Assert.False(pruner.ShouldPrune(Curves.Of(0, TrialState.Running, 9, 9), new PrunerHistory()));
        Assert.True(pruner.ShouldPrune(Curves.Of(0, TrialState.Running, 9, 9, 9), new PrunerHistory()));
    }
}
