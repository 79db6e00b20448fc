using System.Text.Json;
using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class PatientPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => Of(2, PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(1))));

    [Fact]
    public void ShouldPrune_Patience_OnlyWhatTheWrappedOneStops() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        if (!Create(Spec).ShouldPrune(trial, Curves.History(others))) return;
        Assert.True(Create(Spec.Wrapped!).ShouldPrune(trial, Curves.History(others)));
        Assert.True(Create(Of(2, null)).ShouldPrune(trial, Curves.History(others)));
    });

    [Fact]
    public void ShouldPrune_ARungWhileThereWasPatience_IsDecidedWhenItIsOut()
    {
        // The rung is at 2; the trial gets worse from 3 on, and is out of patience at 4.
        var pruner = Create(
            Of(1, PrunerSpec.Of("successive-halving", ("minResource", ParameterValue.Of(2)), ("reductionFactor", ParameterValue.Of(100)))));
        var history = Curves.History(Curves.Of(0, TrialState.Pruned, 0, 0));
        Assert.Equal(
            [4],
            Enumerable.Range(1, 6)
                .Where(
                    count =>
                        pruner.ShouldPrune(Curves.Of(1, TrialState.Running, [.. new double[] { 9, 5, 6, 7, 8, 9 }.Take(count)]), history)));
    }

    internal static PrunerSpec Of(int patience, PrunerSpec? wrapped, double minDelta = 0)
    {
        var spec = PrunerSpec.Of("patient", ("patience", ParameterValue.Of(patience)), ("minDelta", ParameterValue.Of(minDelta)));
        if (wrapped is not null) spec.Options["wrappedPruner"] = JsonSerializer.SerializeToElement(wrapped, TunerJson.Options);
        return spec;
    }
}
