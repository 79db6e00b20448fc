using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class MoAshaPrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => Of(minResource: 2, factor: 3);

    protected override int Directions => 2;

    [Theory]
    [InlineData(1, 4, 0, "1 4 16 64")]
    [InlineData(2, 3, 0, "2 6 18 54")]
    [InlineData(1, 2, 2, "4 8 16 32 64")]
    public void LooksAtOthers_EveryStepReported_AtTheRungsOnly(int minResource, int factor, int rate, string rungs)
    {
        var pruner = Of2(Of(minResource, factor, rate));
        var trial = new TrialCurve(0);
        Assert.Equal(rungs, string.Join(' ', Enumerable.Range(0, 80).Where(step =>
        {
            trial.Set(step, [1, 1]);
            return pruner.LooksAtOthers(trial);
        })));
    }

    [Fact]
    public void ShouldPrune_BeforeTheFirstRung_Never() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        Assert.False(Of2(Of(minResource: trial.Last.Step + 1, factor: 2)).ShouldPrune(trial, Curves.History(others)));
    });

    [Fact]
    public void ShouldPrune_FewerThanEtaAtTheRung_TheWholeFirstFrontGoesOn()
    {
        var pruner = Of2(Of(minResource: 1, factor: 4));
        var history = Curves.History(Curves.OfVectors(0, TrialState.Pruned, [1, 9]), Curves.OfVectors(1, TrialState.Running, [9, 1]));
        // With the trial itself there are three of four.
        Assert.False(pruner.ShouldPrune(Curves.OfVectors(2, TrialState.Running, [5, 5]), history));
        Assert.False(pruner.ShouldPrune(Curves.OfVectors(2, TrialState.Running, [1, 9]), history));
        Assert.True(pruner.ShouldPrune(Curves.OfVectors(2, TrialState.Running, [9, 2]), history));
    }

    [Fact]
    public void ShouldPrune_FrontAfterFront_TheBestShareGoesOn()
    {
        // Two fronts of two and one of four: with the trial nine, of which three go on.
        var pruner = Of2(Of(minResource: 1, factor: 3));
        var history = Curves.History(
            Curves.OfVectors(0, TrialState.Pruned, [1, 4]), Curves.OfVectors(1, TrialState.Running, [4, 1]),
            Curves.OfVectors(2, TrialState.Failed, [2, 5]), Curves.OfVectors(3, TrialState.Complete, [5, 2]),
            Curves.OfVectors(4, TrialState.Running, [6, 9]), Curves.OfVectors(5, TrialState.Running, [7, 8]),
            Curves.OfVectors(6, TrialState.Running, [8, 7]), Curves.OfVectors(7, TrialState.Running, [9, 6]));
        Assert.False(pruner.ShouldPrune(Curves.OfVectors(8, TrialState.Running, [3, 3]), history));
        // On the second front, of which one place is left: the net begins where the first direction is best.
        Assert.False(pruner.ShouldPrune(Curves.OfVectors(8, TrialState.Running, [1.5, 5.5]), history));
        Assert.True(pruner.ShouldPrune(Curves.OfVectors(8, TrialState.Running, [4.5, 2.5]), history));
        Assert.True(pruner.ShouldPrune(Curves.OfVectors(8, TrialState.Running, [8.5, 6.5]), history));
    }

    [Theory]
    [InlineData(0, 10, true)]
    [InlineData(10, 0, true)]
    [InlineData(5, 5, true)]
    [InlineData(1, 9, false)]
    [InlineData(9, 1, false)]
    public void ShouldPrune_AFrontThatDoesNotFit_WhatIsSpreadOutOverItGoesOn(double loss, double cost, bool goesOn)
    {
        // Eleven in a line, of which three go on: the ends, and what is farthest from both.
        var others = Enumerable.Range(0, 11).Where(i => i != (int)loss).Select(i => Curves.OfVectors(i, TrialState.Running, [i, 10 - i]));
        var pruner = Of2(Of(minResource: 1, factor: 3));
        Assert.Equal(!goesOn, pruner.ShouldPrune(Curves.OfVectors(99, TrialState.Running, [loss, cost]), Curves.History(others)));
    }

    [Fact]
    public void ShouldPrune_EachDirectionAsItIs_MaximisedIsNegated() => Laws.HoldForSeeds(seed =>
    {
        var (trial, others) = Case(seed);
        var mixed = PrunerCatalog.BuiltIn.Create(
            Spec, new PrunerContext(Curves.Study, Direction.Minimize) { Directions = [Direction.Minimize, Direction.Maximize] });
        Assert.Equal(
            Of2(Spec).ShouldPrune(trial, Curves.History(others)), mixed.ShouldPrune(Mixed(trial), Curves.History(others.Select(Mixed))));

        static TrialCurve Mixed(TrialCurve curve)
        {
            var copy = Curves.Copy(curve);
            foreach (var step in curve.Steps) copy.Set(step, [curve.VectorAt(step)![0], -curve.VectorAt(step)![1]]);
            return copy;
        }
    });

    [Fact]
    public void ShouldPrune_OneInSoManyOfAFixedOrder_GoesOn()
    {
        var (pruner, history, random, kept) = (Of2(Of(1, 4)), new PrunerHistory(), new TrialRandom(3, 3), 0);
        for (var number = 0; number < 1_000; number++)
        {
            var trial = Curves.OfVectors(number, TrialState.Running, [random.NextDouble(), random.NextDouble()]);
            history.Set(trial);
            if (!pruner.ShouldPrune(trial, history)) kept++;
        }

        Assert.InRange(kept, 230, 310);
    }

    [Fact]
    public void ShouldPrune_Auto_NothingBeforeACompleteTrial()
    {
        var pruner = Of2(PrunerSpec.Of("mo-asha"));
        var running = Curves.OfVectors(0, TrialState.Running, [0, 0], [0, 0], [0, 0]);
        Assert.False(pruner.ShouldPrune(Curves.OfVectors(1, TrialState.Running, [9, 9]), Curves.History(running)));
        running.State = TrialState.Complete;
        // It was never judged, and does not compete.
        Assert.False(pruner.ShouldPrune(Curves.OfVectors(1, TrialState.Running, [9, 9]), Curves.History(running)));
        var judged = Curves.OfVectors(2, TrialState.Pruned, [5, 5]);
        Assert.True(pruner.ShouldPrune(Curves.OfVectors(1, TrialState.Running, [9, 9]), Curves.History(running, judged)));
    }

    [Fact]
    public void ShouldPrune_Auto_TheFirstRungIsAtAThirdOfTheLongest()
    {
        var pruner = Of2(PrunerSpec.Of("mo-asha"));
        var history = Curves.History(
            Curves.OfVectors(0, TrialState.Complete, [.. Enumerable.Repeat(new double[] { 0, 0 }, 12)]),
            Curves.OfVectors(1, TrialState.Pruned, [.. Enumerable.Repeat(new double[] { 5, 5 }, 4)]));
        var trial = Curves.OfVectors(2, TrialState.Running, [9, 9], [9, 9], [9, 9]);
        Assert.False(pruner.ShouldPrune(trial, history));
        trial.Set(4, [9, 9]);
        Assert.True(pruner.ShouldPrune(trial, history));
    }

    [Fact]
    public void ShouldPrune_ATrialThatReportsOneNumber_GoesOn()
    {
        var history = Curves.History(
            Curves.OfVectors(0, TrialState.Running, [1, 2]), Curves.OfVectors(1, TrialState.Running, [2, 1]),
            Curves.OfVectors(2, TrialState.Running, [3, 3]));
        var trial = new TrialCurve(3);
        trial.Set(1, 100);
        Assert.False(Of2(Of(minResource: 1, factor: 2)).ShouldPrune(trial, history));
    }

    internal static IPruner Of2(PrunerSpec spec) => PrunerCatalog.BuiltIn.Create(
        spec, new PrunerContext(Curves.Study, Direction.Minimize) { Directions = [Direction.Minimize, Direction.Minimize] });

    private protected static PrunerSpec Of(int minResource, int factor, int rate = 0) => PrunerSpec.Of(
        "mo-asha", ("minResource", ParameterValue.Of(minResource)), ("reductionFactor", ParameterValue.Of(factor)),
        ("minEarlyStoppingRate", ParameterValue.Of(rate)));
}
