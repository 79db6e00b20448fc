using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>How far a study's money goes when its slots are filled.</summary>
public sealed class SlotFillerTests
{
    /// <summary>A trial may take 0.2 dollars, and is expected to take 0.15: a quarter of what is set aside may come back.</summary>
    [Fact]
    public void Advance_Sampler_IsToldHowMuchIsSpentAndHowFarTheMoneyGoes()
    {
        var told = new List<(double SpentShare, int AffordableTrials)>();
        var play = new StudyPlay(
            Spec(
                "\"trials\": 60, \"parallelism\": 2, \"trialTimeoutSeconds\": 720, \"gracePeriodSeconds\": 0, "
                + "\"budget\": {\"limitUsd\": 1, \"usdPerHour\": 1, \"expectedUsd\": 0.15, \"policy\": \"strict\"}"),
            new ScriptedSampler((_, history) =>
            {
                told.Add((history.SpentShare, history.AffordableTrials));
                return X(0.5);
            }));

        play.Advance();
        play.Complete(0, 1, 100_000);
        play.Advance();

        Assert.Equal([(0, int.MaxValue), (0, int.MaxValue), (0.25, 10)], told);
    }

    [Theory]
    [InlineData("\"limitUsd\": 1, \"usdPerTrial\": 0.5", 60, new long[] { 500_000, 500_000 })]
    // As much as is expected is enough, less is not.
    [InlineData("\"limitUsd\": 0.75, \"usdPerHour\": 1, \"expectedUsd\": 0.15", 60, new long[] { 600_000, 150_000 })]
    [InlineData("\"limitUsd\": 0.74, \"usdPerHour\": 1, \"expectedUsd\": 0.15", 60, new long[] { 600_000 })]
    // Where nothing is known a quarter of a trial's share of the limit is enough.
    [InlineData("\"limitUsd\": 0.8, \"usdPerHour\": 1", 2, new long[] { 600_000, 200_000 })]
    [InlineData("\"limitUsd\": 0.68, \"usdPerHour\": 1", 2, new long[] { 600_000 })]
    public void Advance_MoneyThatIsLeft_IsSetAsideWhenATrialIsLikelyToDoWithIt(string budget, int trials, long[] reserved)
    {
        var play = new StudyPlay(
            Spec(
                $"\"trials\": {trials}, \"parallelism\": 2, \"trialTimeoutSeconds\": 2160, \"gracePeriodSeconds\": 0, "
                + $"\"budget\": {{\"policy\": \"strict\", {budget}}}"));

        play.Advance();

        Assert.Equal(reserved, play.Study.Open.Select(o => o.Reserved.Micro));
    }

    /// <summary>The sampler asks for the dearest point for ever: the study records some that do not fit, then gives up.</summary>
    [Theory]
    [InlineData(100, 8, StopReason.Budget)]
    [InlineData(33, 2, StopReason.Trials)]
    public void Advance_NothingRunsAndOnlyDearPointsAreSuggested_ConcludesAfterEight(int trials, int pruned, StopReason reason)
    {
        var play = new StudyPlay(
            Spec($"\"trials\": {trials}, \"budget\": {{\"limitUsd\": 0.864, \"usdPerHour\": 1}}"),
            new ScriptedSampler((number, _) => X(number < 30 ? number / 29.0 : 1)));
        // What each costs is plain from its point: 0.008 to 0.059 dollars. About 0.03 are left in the end.
        for (var number = 0; number < 31; number++)
        {
            play.Advance();
            play.Complete(number, 1, (long)(8_000 * Math.Exp(2 * play.Trials[number].Parameters["x"].AsDouble())));
        }

        Assert.Equal(reason, play.Advance().Ended);
        Assert.Equal((31, pruned, pruned), (play.Study.Complete, play.Study.Pruned, play.Study.PrunedForBudget));
    }

    private static Dictionary<string, ParameterValue> X(double x) => new() { ["x"] = ParameterValue.Of(x) };

    private static StudySpec Spec(string members) => StudyFile.Spec(StudyFile.With(members));
}
