using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
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
    public void GoodCount_OneInTenRoundedUp_AtMostTwentyFive(int ranked, int good) => Assert.Equal(good, TrialSplit.GoodCount(ranked));

    [Fact]
    public void Of_PrunedTrials_RankAfterEveryCompleteOne()
    {
        var split = Split([Direction.Minimize], [.. Enumerable.Range(0, 11).Select(i => Trial(i, TrialState.Pruned, -100 + i)), Trial(11, TrialState.Complete, 5)]);
        Assert.Equal([11, 0], split.Good.Select(t => t.Number));
    }

    [Fact]
    public void Of_FailedPendingAndValueless_AreBadAndNotCounted()
    {
        var split = Split(
            [Direction.Minimize],
            [Trial(0, TrialState.Complete, 1), Trial(1, TrialState.Failed), Trial(2, TrialState.Running), Trial(3, TrialState.Waiting), Trial(4, TrialState.Pruned), Trial(5, TrialState.Complete, 2)]);
        Assert.Equal(2, split.RankedCount);
        Assert.Equal([0], split.Good.Select(t => t.Number));
        Assert.Equal([1, 2, 3, 4, 5], split.Bad.Select(t => t.Number));
    }

    [Fact]
    public void Of_EqualValues_TheEarlierTrialIsBetter() =>
        Assert.Equal([0, 1], Split([Direction.Maximize], [.. Enumerable.Range(0, 20).Reverse().Select(i => Trial(i, TrialState.Complete, 7))]).Good.Select(t => t.Number));

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
        Assert.Equal([1, 1], Split([Direction.Minimize], [Trial(0, TrialState.Complete, double.MinValue), Trial(1, TrialState.Complete, double.MaxValue)]).GoodWeights);

    [Fact]
    public void Of_TwoDirections_TakesWholeFrontsFirst()
    {
        // (0, 10), (10, 0) and (4, 4) dominate the others; the next front begins with trial 3.
        double[][] values = [[4, 4], [10, 0], [0, 10], [5, 5], [11, 1], [6, 6]];
        var trials = values.Select((v, i) => Trial(i, TrialState.Complete, v)).ToArray();
        Assert.Equal([0, 1, 2, 3, 4], TrialRanking.Best(trials, [Direction.Minimize, Direction.Minimize], 5).Select(t => t.Number));
        Assert.Equal([4, 5], TrialRanking.Best(trials, [Direction.Maximize, Direction.Minimize], 6).Select(t => t.Number).Where(n => n > 3));
        Assert.Equal([1, 4], TrialRanking.Best(trials, [Direction.Maximize, Direction.Minimize], 2).Select(t => t.Number));
    }

    private static SampledTrial Trial(int number, TrialState state, params double[] values) => new(number, state, NoParameters, values.Length == 0 ? null : values);

    private static TrialSplit Split(Direction[] directions, SampledTrial[] trials) => TrialSplit.Of(new SamplerHistory(SearchSpace.From([]), directions, 0, trials));
}
