using Serverless.Tuner.Core.Samplers.Tpe;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Tpe;

public class TrialSplitTests
{
    private static readonly IReadOnlyDictionary<string, ParameterValue> NoParameters = new Dictionary<string, ParameterValue>();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(250, 25)]
    [InlineData(1_000_000, 25)]
    public void GoodCount_OneInTenRoundedUp_AtMostTwentyFive(int ranked, int good) => Assert.Equal(good, TrialSplit.GoodCount(ranked, 0.1));

    [Theory]
    [InlineData(0.5, 7, 4)]
    [InlineData(0.1, 30, 3)]
    [InlineData(0.3, 10, 3)]
    [InlineData(1e-9, 5, 1)]
    public void GoodCount_AnotherShare_IsRoundedUp(double share, int ranked, int good) =>
        Assert.Equal(good, TrialSplit.GoodCount(ranked, share));

    [Theory]
    [InlineData(0.2, new double[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(0.2, new double[] { 0, 0, 0, 8, 8, 8 })]
    [InlineData(0.1, new double[] { 0, 1, 2, 3, 4, 5, 6, 100 })]
    [InlineData(0.1, new double[] { 5, 5, 5, 5, 5, 5, 5, 5 })]
    [InlineData(0.1, new double[] { 0, 5, 10 })]
    [InlineData(0.2, new double[] { -1.7e308, -1e308, 1e308, 1.7e308 })]
    public void ShareOfGood_Auto_GrowsWithTheScatter(double share, double[] values)
    {
        var trials = values.Select((value, i) => Trial(i, TrialState.Complete, value)).ToArray();

        Assert.Equal(share, new TpeOptions { Gamma = null }.ShareOfGood(History([Direction.Minimize], trials).Encoded));
        Assert.Equal(0.3, new TpeOptions { Gamma = 0.3 }.ShareOfGood(History([Direction.Minimize], trials).Encoded));
    }

    [Fact]
    public void ShareOfGood_Auto_LooksAtTheNewestCompleteTrials()
    {
        SampledTrial[] trials =
        [
            .. Enumerable.Range(0, 200).Select(i => Trial(i, TrialState.Complete, i)),
            .. Enumerable.Range(200, 100).Select(i => Trial(i, TrialState.Complete, i == 200 ? 1_000 : i % 10)),
            Trial(300, TrialState.Pruned, 1e9),
        ];

        Assert.Equal(0.1, new TpeOptions { Gamma = null }.ShareOfGood(History([Direction.Minimize], trials).Encoded));
        Assert.Equal(0.2, new TpeOptions { Gamma = null }.ShareOfGood(History([Direction.Minimize], trials[..200]).Encoded));
    }

    [Fact]
    public void Of_PrunedTrials_RankAfterEveryCompleteOne()
    {
        var split = Split(
            [Direction.Minimize],
            [.. Enumerable.Range(0, 11).Select(i => Trial(i, TrialState.Pruned, -100 + i)), Trial(11, TrialState.Complete, 5)]);
        Assert.Equal([11, 0], split.Good.Select(t => t.Number));
    }

    [Fact]
    public void Of_PrunedTrials_RankByTheStepTheyCameTo_ThenByValue()
    {
        SampledTrial[] trials = [
            Stopped(0, 9, 0.1), Stopped(1, 27, 0.5), Stopped(2, 27, 0.4), Trial(3, TrialState.Pruned, 0.0),
            Trial(4, TrialState.Complete, 7)];
        Assert.Equal([4, 2, 1, 0, 3], Best([Direction.Minimize], trials, 5));
    }

    [Fact]
    public void Of_EnoughCompleteTrials_PrunedOnesAreNotRanked()
    {
        SampledTrial[] pruned = [.. Enumerable.Range(0, 92).Select(i => Stopped(i, 3, 0))];
        var few = Split([Direction.Minimize], [.. pruned, .. Enumerable.Range(92, 7).Select(i => Trial(i, TrialState.Complete, i))]);
        Assert.Equal((99, 10), (few.RankedCount, few.Good.Count));
        var enough = Split([Direction.Minimize], [.. pruned, .. Enumerable.Range(92, 8).Select(i => Trial(i, TrialState.Complete, i))]);
        Assert.Equal((8, 1), (enough.RankedCount, enough.Good.Count));
        Assert.Equal(99, enough.Bad.Count);
    }

    [Fact]
    public void Fill_PrunedTrials_WeighAsMuchOfAWholeTrialAsTheyTook()
    {
        // Of 99 steps, counted from 0: 25 of 100, all of them, and a step that is not known.
        var split = Split(
            [Direction.Minimize],
            [Trial(0, TrialState.Complete, 1) with { Step = 99 },
                Stopped(1, 24, 2), Stopped(2, 99, 2), Trial(3, TrialState.Pruned, 2), Trial(4, TrialState.Failed)]);
        Assert.Equal([0.25, 1, 1, 1], split.Bad.Select(b => b.Weight));
        var ratio = new DensityRatio();
        split.Fill(ratio);
        Assert.Equal([0.25, 1, 1, 1], ratio.Bad.Weights[..^1].ToArray());
    }

    [Fact]
    public void Of_FailedPendingAndValueless_AreBadAndNotCounted()
    {
        var split = Split(
            [Direction.Minimize],
            [Trial(0, TrialState.Complete, 1), Trial(1, TrialState.Failed),
                Trial(2, TrialState.Running), Trial(3, TrialState.Waiting), Trial(4, TrialState.Pruned), Trial(5, TrialState.Complete, 2)]);
        Assert.Equal(2, split.RankedCount);
        Assert.Equal([0], split.Good.Select(t => t.Number));
        Assert.Equal([1, 2, 3, 4, 5], split.Bad.Select(b => b.Number));
    }

    [Fact]
    public void Of_EqualValues_TheEarlierTrialIsBetter() =>
        Assert.Equal(
            [0, 1],
            Split([Direction.Maximize], [.. Enumerable.Range(0, 20).Reverse().Select(i => Trial(i, TrialState.Complete, 7))]).Good.Select(
                t => t.Number));

    [Fact]
    public void Of_OneDirection_WeighsByTheImprovementOnTheBestOfTheOthers()
    {
        var split = Split([Direction.Maximize], [.. Enumerable.Range(0, 20).Select(i => Trial(i, TrialState.Complete, i * i))]);
        Assert.Equal([19, 18], split.Good.Select(t => t.Number));
        // Over 17² = 289: 361 − 289 = 72 and 324 − 289 = 35.
        Assert.Equal([1, 35 / 72.0, (1 + (35 / 72.0)) / 2], split.GoodWeights);
    }

    [Fact]
    public void Of_HugeValues_WeightsStayFinite() =>
        Assert.Equal(
            [1, 1],
            Split(
                [Direction.Minimize],
                [Trial(0, TrialState.Complete, double.MinValue), Trial(1, TrialState.Complete, double.MaxValue)]).GoodWeights);

    [Fact]
    public void Of_TwoDirections_TakesWholeFrontsFirst()
    {
        // (0, 10), (10, 0) and (4, 4) dominate the others; the next front begins with trial 3.
        double[][] values = [[4, 4], [10, 0], [0, 10], [5, 5], [11, 1], [6, 6]];
        var trials = values.Select((v, i) => Trial(i, TrialState.Complete, v)).ToArray();
        Assert.Equal([0, 1, 2], Best([Direction.Minimize, Direction.Minimize], trials, 3).Order());
        Assert.Equal([3, 4], Best([Direction.Minimize, Direction.Minimize], trials, 5).Skip(3).Order());
        Assert.Equal([1, 4], Best([Direction.Maximize, Direction.Minimize], trials, 2).Order());
    }

    [Fact]
    public void Of_AFrontTooLarge_TakesWhatAddsMostVolume()
    {
        // Two clusters on a line: the first two chosen are not neighbours.
        double[][] values = [[0.30, 0.70], [0.31, 0.69], [0.32, 0.68], [0.70, 0.30], [0.71, 0.29], [0, 1], [1, 0]];
        var best = Best([Direction.Minimize, Direction.Minimize], [.. values.Select((v, i) => Trial(i, TrialState.Complete, v))], 2);
        Assert.Single(best, n => n <= 2);
        Assert.Single(best, n => n is 3 or 4);
    }

    [Fact]
    public void Of_TwoDirections_WeighsByWhatEachAddsToTheVolume()
    {
        double[][] values = [[0, 1], [0.05, 0.99], [0.4, 0.4], [1, 0], [2, 2]];
        var options = new TpeOptions { Gamma = 0.5 };
        var split =
            new TrialSplit(
                History([Direction.Minimize, Direction.Minimize], [.. values.Select((v, i) => Trial(i, TrialState.Complete, v))]), options);
        Assert.Equal(2, split.Good[0].Number);
        Assert.Equal(1, split.GoodWeights[0]);
        Assert.InRange(split.GoodWeights[1], 0.05, 0.999);
    }

    [Fact]
    public void Of_InfeasibleTrials_LoseToFeasibleOnes()
    {
        var ranked =
            new RankedTrials(
                History(
                    [Direction.Minimize], Constrained(0, 1, 0.5), Constrained(1, 2, 0.2), Constrained(2, 9, -1), Constrained(3, 8, 0),
                    Constrained(4, 0, double.NaN)), enough: 8);
        Assert.Equal([3, 2, 1, 0, 4], ranked.Best(5).Select(t => t.Number));
    }

    [Fact]
    public void Of_InfeasibleTrialsAsGoodButForTheirConstraints_AreGoodForTheObjective()
    {
        var split = Split(
            [Direction.Minimize],
            [.. Enumerable.Range(0, 18).Select(i => Constrained(i, 10 + i, -1)),
                Constrained(18, 3, 1), Constrained(19, 5, 1), Constrained(20, 4, 1), Constrained(21, 99, 1)]);
        // γ n = 3 feasible ones, and no more infeasible ones than those.
        Assert.Equal([18, 20, 19, 0, 1, 2], split.Good.Select(t => t.Number));
        Assert.Contains(21, split.Bad.Select(b => b.Number));
    }

    [Fact]
    public void Of_PendingWithoutConstantLiar_DoNotCount()
    {
        var history = History(
            [Direction.Minimize], Trial(0, TrialState.Complete, 1), Trial(1, TrialState.Running), Trial(2, TrialState.Failed));
        Assert.Equal([2], new TrialSplit(history, new TpeOptions { ConstantLiar = false }).Bad.Select(b => b.Number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddPending_MoreOfAWave_MakesOneMoreOfTheEndedGood(bool constantLiar)
    {
        SampledTrial[] ended = [.. Enumerable.Range(0, 16).Select(i => Trial(i, TrialState.Complete, i))];
        var options = new TpeOptions { ConstantLiar = constantLiar };
        var split = new TrialSplit(History([Direction.Minimize], ended), options);
        for (var number = 16; number < 31; number++)
        {
            // γ (n + half of those that run), rounded up: 0.1 · 20 is 2, 0.1 · 21 three.
            int[] good = constantLiar && number - 16 >= 10 ? [0, 1, 2] : [0, 1];
            Assert.Equal(good, split.Good.Select(t => t.Number));
            Assert.Equal(good.Length + 1, split.GoodWeights.Length);
            Assert.Equal(
                [.. Enumerable.Range(good.Length, 16 - good.Length), .. Enumerable.Range(16, constantLiar ? number - 16 : 0)],
                split.Bad.Select(b => b.Number));
            split.AddPending(number, []);
        }

        // The same when a process that has taken over reads them from the store.
        var running = Enumerable.Range(16, 15).Select(i => Trial(i, TrialState.Running));
        var again = new TrialSplit(History([Direction.Minimize], [.. ended, .. running]), options);
        Assert.Equal(split.Good.Select(t => t.Number), again.Good.Select(t => t.Number));
        Assert.Equal(split.Bad.Select(b => b.Number), again.Bad.Select(b => b.Number));
    }

    [Fact]
    public void AddPending_MoreThanHaveEnded_CountsNoMoreThanThose()
    {
        var split = Split([Direction.Minimize], [.. Enumerable.Range(0, 10).Select(i => Trial(i, TrialState.Complete, i))]);
        for (var number = 10; number < 100; number++) split.AddPending(number, []);
        Assert.Equal([0, 1], split.Good.Select(t => t.Number));
    }

    [Fact]
    public void Fill_ManyBadTrials_RampUpToTheNewest()
    {
        var split = Split(
            [Direction.Minimize],
            [.. Enumerable.Range(0, 200).Select(i => Trial(i, TrialState.Failed)), Trial(200, TrialState.Complete, 1)]);
        split.AddPending(300, []);
        split.AddPending(250, []);
        Assert.Equal([.. Enumerable.Range(52, 148), 250, 300], split.Bad.Select(b => b.Number));
        var ratio = new DensityRatio();
        split.Fill(ratio);
        var weights = ratio.Bad.Weights.ToArray();
        Assert.Equal(151, weights.Length);
        Assert.Equal(1.0 / 150, weights[0]);
        Assert.All(weights[125..], w => Assert.Equal(1, w));
        Assert.Equal(weights.Order(), weights);
    }

    [Fact]
    public void TryFill_Constraint_SplitsThoseKnownByWhetherItIsKept()
    {
        var ratio = new DensityRatio();
        SampledTrial[] trials = [
            Constrained(0, 1, 0.5), Constrained(1, 1, -2), Constrained(2, 1, 0), Constrained(3, 1, double.NaN),
            Trial(4, TrialState.Failed)];
        Assert.True(ConstraintSplit.TryFill(History([Direction.Minimize], trials).Tally.Constraints[0], ratio));
        Assert.Equal((2, 1, 2 / 3.0), (ratio.Good.Points.Count, ratio.Bad.Points.Count, ratio.Share));
        Assert.True(ConstraintSplit.TryFill(History([Direction.Minimize], trials).Tally.Failures, ratio));
        Assert.Equal((4, 1, 0.8), (ratio.Good.Points.Count, ratio.Bad.Points.Count, ratio.Share));
        Assert.False(ConstraintSplit.TryFill(History([Direction.Minimize], trials[1..3]).Tally.Constraints[0], ratio));
    }

    [Fact]
    public void TryFill_NoneKeepsIt_TheLeastViolationIsGood()
    {
        var ratio = new DensityRatio();
        var history = History([Direction.Minimize], Constrained(0, 1, 3), Constrained(1, 1, 0.5), Constrained(2, 1, 2));
        Assert.True(ConstraintSplit.TryFill(history.Tally.Constraints[0], ratio));
        Assert.Equal([history.Encoded[1].Point], ratio.Good.Points);
        Assert.Equal(2, ratio.Bad.Points.Count);
    }

    private static SampledTrial Trial(int number, TrialState state, params double[] values) =>
        new(number, state, NoParameters, values.Length == 0 ? null : values);

    private static SampledTrial Stopped(int number, int step, double value) => Trial(number, TrialState.Pruned, value) with { Step = step };

    private static SampledTrial Constrained(int number, double value, double constraint) =>
        Trial(number, TrialState.Complete, value) with { Constraints = [constraint] };

    private static SamplerHistory History(Direction[] directions, params SampledTrial[] trials) =>
        new(SearchSpace.From([]), directions, 0, trials);

    private static IEnumerable<int> Best(Direction[] directions, SampledTrial[] trials, int count) =>
        new RankedTrials(History(directions, trials), enough: 8).Best(count).Select(t => t.Number);

    private static TrialSplit Split(Direction[] directions, SampledTrial[] trials) =>
        new TrialSplit(History(directions, trials), new TpeOptions());
}
