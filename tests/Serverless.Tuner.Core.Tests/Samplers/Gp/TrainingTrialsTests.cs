using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class TrainingTrialsTests
{
    private static readonly IReadOnlyDictionary<string, ParameterValue> NoParameters = new Dictionary<string, ParameterValue>();

    [Fact]
    public void Of_FewCompleteTrials_PrunedOnesAreNoBetterThanTheirMiddle()
    {
        var trials = Of(
            enough: 4, Trial(0, TrialState.Complete, 1), Trial(1, TrialState.Complete, 2), Trial(2, TrialState.Complete, 3),
            Trial(3, TrialState.Pruned, 0.5), Trial(4, TrialState.Pruned, 9));
        Assert.Equal([1.0, 2, 3, 2, 9], trials.Losses.Select(l => l[0]));
        Assert.Empty(trials.Stopped);
    }

    [Fact]
    public void Of_EnoughCompleteTrials_PrunedOnesWereTriedButHaveNoValue()
    {
        var trials = Of(
            enough: 3, Trial(0, TrialState.Complete, 1), Trial(1, TrialState.Complete, 2), Trial(2, TrialState.Complete, 3),
            Trial(3, TrialState.Pruned, 0.5), Trial(4, TrialState.Failed));
        Assert.Equal([0, 1, 2], trials.Valued.Select(t => t.Number));
        Assert.Equal([3], trials.Stopped.Select(t => t.Number));
        Assert.Equal([0, 1, 2, 3, 4], trials.Ended.Select(t => t.Number));
    }

    [Fact]
    public void Of_VeryManyPruned_OnlyTheNewestCount()
    {
        var trials = Of(
            enough: 1, [Trial(0, TrialState.Complete, 1), .. Enumerable.Range(1, 500).Select(i => Trial(i, TrialState.Pruned, i))]);
        Assert.Equal(Enumerable.Range(451, 50), trials.Stopped.Select(t => t.Number));
    }

    private static TrainingTrials Of(int enough, params SampledTrial[] trials) =>
        TrainingTrials.Of(new SamplerHistory(SearchSpace.From([]), [Direction.Minimize], 0, trials), enough, most: 100);

    private static SampledTrial Trial(int number, TrialState state, params double[] values) =>
        new(number, state, NoParameters, values.Length == 0 ? null : values);
}
