using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class SuccessiveHalvingPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => Of(minResource: 2, factor: 3);

    [Theory]
    [InlineData(1, 4, 0, "1 4 16 64")]
    [InlineData(2, 3, 0, "2 6 18 54")]
    [InlineData(1, 2, 2, "4 8 16 32 64")]
    [InlineData(100, 2, 0, "")]
    public void LooksAtOthers_EveryStepReported_AtTheRungsOnly(int minResource, int factor, int rate, string rungs)
    {
        var pruner = Create(Of(minResource, factor, rate));
        var trial = new TrialCurve(0);
        Assert.Equal(rungs, string.Join(' ', Enumerable.Range(0, 80).Where(step =>
        {
            trial.Set(step, 1);
            return pruner.LooksAtOthers(trial);
        })));
    }

    [Fact]
    public void ShouldPrune_StepsSkipped_TheFirstReportBeyondARungCounts()
    {
        // Rung 9: reports come at 5, 10, 15.
        var pruner = Create(Of(minResource: 9, factor: 3));
        var history = Curves.History(Curves.At(0, TrialState.Running, (5, 9), (10, 1), (15, 9)), Curves.At(1, TrialState.Failed, (9, 1)));
        Assert.False(pruner.ShouldPrune(Curves.At(2, TrialState.Running, (5, 99)), history));
        Assert.True(pruner.ShouldPrune(Curves.At(2, TrialState.Running, (5, 0), (10, 2)), history));
        Assert.False(pruner.ShouldPrune(Curves.At(2, TrialState.Running, (5, 0), (10, 1)), history));
        Assert.False(pruner.ShouldPrune(Curves.At(2, TrialState.Running, (5, 0), (10, 2), (15, 99)), history));
    }

    [Fact]
    public void ShouldPrune_OneReportPastSeveralRungs_HasToPassThemAll()
    {
        var pruner = Create(Of(minResource: 1, factor: 2));
        // At rung 1 there is a better one, at rung 2 none.
        var history = Curves.History(Curves.At(0, TrialState.Pruned, (1, 0)), Curves.At(1, TrialState.Pruned, (1, 5), (3, 5)));
        Assert.True(pruner.ShouldPrune(Curves.At(2, TrialState.Running, (3, 4)), history));
        Assert.False(pruner.ShouldPrune(Curves.At(2, TrialState.Running, (1, -1), (3, 4)), history));
    }

    // Of n at a rung ⌊n / 4⌋ go on, and one at least.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    [InlineData(11, 2)]
    [InlineData(99, 24)]
    public void ShouldPrune_ManyAtARung_TheBestQuarterGoesOn(int others, int better)
    {
        var history = Curves.History(Enumerable.Range(0, others).Select(i => Curves.Of(i, TrialState.Running, i)));
        Assert.False(Create(Of(1, 4)).ShouldPrune(Curves.Of(500, TrialState.Running, better - 0.5), history));
        Assert.True(Create(Of(1, 4)).ShouldPrune(Curves.Of(500, TrialState.Running, better + 0.5), history));
    }

    [Fact]
    public void ShouldPrune_ValuesFromAFixedOrder_KeepsAboutOneInFour()
    {
        // Li et al. 2020, section 3.2: in the long run 1/η of those that come to a rung are promoted.
        var (pruner, history, random, kept) = (Create(Of(1, 4)), new PrunerHistory(), new TrialRandom(3, 3), 0);
        for (var number = 0; number < 4_000; number++)
        {
            var trial = Curves.Of(number, TrialState.Running, random.NextDouble());
            history.Set(trial);
            if (!pruner.ShouldPrune(trial, history)) kept++;
        }

        Assert.InRange(kept, 940, 1_080);
    }

    [Fact]
    public void ShouldPrune_AskedOnceForABatch_AnswersAsIfAskedAtEachReport() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var (pruner, history) = (Create(Spec), Curves.History(others));
        var decided = (int)new TrialRandom(seed, 6).NextInt(trial.Count);
        var oneByOne = Enumerable.Range(decided + 1, trial.Count - decided)
            .Any(count => pruner.ShouldPrune(Curves.Copy(trial, count), history));
        trial.DecidedStep = decided == 0 ? -1 : trial.Steps[decided - 1];
        Assert.Equal(oneByOne, pruner.ShouldPrune(trial, history));
        Assert.True(pruner.LooksAtOthers(trial) || !oneByOne);
    });

    [Fact]
    public void ShouldPrune_Auto_NothingBeforeACompleteTrial_ThenFromAHundredthOfIt()
    {
        var pruner = Create(PrunerSpec.Of("successive-halving"));
        var running = Curves.At(0, TrialState.Running, (1, 0), (2, 0), (300, 0));
        Assert.False(pruner.ShouldPrune(Curves.Of(1, TrialState.Running, 9, 9), Curves.History(running)));
        running.State = TrialState.Complete;
        // A hundredth of 300 is 3. The complete trial itself was never judged, and does not compete.
        var judged = Curves.Of(2, TrialState.Pruned, 5, 5, 5);
        Assert.False(pruner.ShouldPrune(Curves.Of(1, TrialState.Running, 9, 9), Curves.History(running, judged)));
        Assert.True(pruner.ShouldPrune(Curves.Of(1, TrialState.Running, 9, 9, 9), Curves.History(running, judged)));
        Assert.False(pruner.ShouldPrune(Curves.Of(1, TrialState.Running, 9, 9, 4), Curves.History(running, judged)));
    }

    [Fact]
    public void ShouldPrune_BootstrapCount_TheFirstOfARungStopThere()
    {
        var pruner = Create(
            PrunerSpec.Of("successive-halving", ("minResource", ParameterValue.Of(1)), ("bootstrapCount", ParameterValue.Of(2))));
        Assert.True(pruner.ShouldPrune(Curves.Of(9, TrialState.Running, -1), Curves.History(Curves.Of(0, TrialState.Pruned, 0))));
        Assert.False(
            pruner.ShouldPrune(
                Curves.Of(9, TrialState.Running, -1),
                Curves.History(Curves.Of(0, TrialState.Pruned, 0), Curves.Of(1, TrialState.Pruned, 0))));
    }

    [Fact]
    public void Create_Asha_IsTheSameByAnotherName()
    {
        var spec = PrunerCatalog.BuiltIn.Read(System.Text.Json.JsonDocument.Parse("""{"type":"patient","patience":1,"wrappedPruner":{"type":"asha","minResource":3}}""").RootElement, "", new Core.StudyFiles.ErrorList());
        Assert.Equal(PrunerSpec.Of("asha", ("minResource", ParameterValue.Of(3))), spec!.Wrapped);
        Assert.IsType<SuccessiveHalvingPruner>(Create(PrunerSpec.Of("asha")));
    }

    private static PrunerSpec Of(int minResource, int factor, int rate = 0) => PrunerSpec.Of(
        "successive-halving", ("minResource", ParameterValue.Of(minResource)), ("reductionFactor",
            ParameterValue.Of(factor)), ("minEarlyStoppingRate", ParameterValue.Of(rate)));
}
