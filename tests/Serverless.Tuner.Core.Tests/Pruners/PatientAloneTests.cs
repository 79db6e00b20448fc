using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

/// <summary>A patient pruner that wraps none: early stopping.</summary>
public class PatientAloneTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => PatientPrunerTests.Of(1, null);

    protected override bool JudgesAlone => true;

    [Theory]
    [InlineData(0, 0.0, false, new double[] { 3, 2, 1 })]
    [InlineData(0, 0.0, true, new double[] { 3, 2, 2.5 })]
    [InlineData(0, 0.5, false, new double[] { 3, 2, 2.5 })]
    [InlineData(0, 0.4, true, new double[] { 3, 2, 2.5 })]
    [InlineData(1, 0.0, false, new double[] { 3, 2, 2.5 })]
    [InlineData(1, 0.0, true, new double[] { 3, 2, 2.5, 2.4 })]
    [InlineData(1, 0.0, false, new double[] { 3, 2, 2.5, 2 })]
    [InlineData(2, 0.0, false, new double[] { 3, 2, 2.5, 2.4 })]
    [InlineData(5, 0.0, false, new double[] { 1, 9, 9 })]
    public void ShouldPrune_TheLastReportsWorseThanTheBestBefore(int patience, double minDelta, bool pruned, params double[] values) =>
        Assert.Equal(
            pruned,
            Create(PatientPrunerTests.Of(patience, null, minDelta))
                .ShouldPrune(Curves.Of(0, TrialState.Running, values), new PrunerHistory()));
}
