using Serverless.Tuner.Core.Samplers.Tally;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Tally;

public class TrialTallyTests
{
    private static readonly IReadOnlyDictionary<string, ParameterValue> NoParameters = new Dictionary<string, ParameterValue>();

    [Fact]
    public void Tally_TrialsEndChangeAndAreTakenBackInAnyOrder_IsThatOfTheTrialsThereAre()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new TrialRandom(seed, 1);
            var history = new SamplerHistory(SearchSpace.From([]), [Direction.Minimize], seed);
            for (var step = 0; step < 600; step++)
            {
                if (random.NextInt(40) == 0) history.KeepBelow((int)random.NextInt(history.Trials.Count + 1));
                // Now and then an earlier one, which was pending or has ended.
                var number = random.NextInt(3) > 0 ? history.Trials.Count : (int)random.NextInt(history.Trials.Count + 1);
                history.Set(Any(number, random));
                if (step % 7 == 0) AssertSame(new TrialTally(history.Encoded, 1), history.Tally);
            }
        }
    }

    [Fact]
    public void Trials_MoreThanAreKept_AreTheFirstOfAll()
    {
        var random = new TrialRandom(4, 2);
        var history = new SamplerHistory(SearchSpace.From([]), [Direction.Maximize], 4);
        for (var number = 0; number < 900; number++) history.Set(Any(number, random));
        var complete = history.Encoded.Where(t => t is { State: TrialState.Complete, Losses: not null }).ToList();
        complete.Sort(Core.Samplers.TrialOrder.Compare);
        Assert.Equal(complete.Take(26), history.Tally.BestComplete.Trials);
        Assert.Equal(
            complete.Where(t => !t.IsFeasible).OrderBy(t => t.Losses![0]).ThenBy(t => t.Number).Take(26),
            history.Tally.BestInfeasible.Trials);
        Assert.Equal(
            history.Encoded.Where(t => t.State == TrialState.Failed).Reverse().Take(151), history.Tally.Failures.NewestBroken.Trials);
        Assert.Equal(history.Encoded.Where(t => t.State == TrialState.Complete).Max(t => t.Step), history.Tally.LastStep);
    }

    [Fact]
    public void Set_WhatIsKnownOfAnEndedTrialAgain_CountsNothingAnew()
    {
        var random = new TrialRandom(5, 3);
        var history = new SamplerHistory(SearchSpace.From([]), [Direction.Minimize], 5);
        for (var number = 0; number < 200; number++) history.Set(Any(number, random));
        var (tally, trials) = (history.Tally, history.Trials.ToArray());
        foreach (var trial in trials)
            history.Set(trial with { Values = trial.Values?.ToArray(), Constraints = trial.Constraints?.ToArray() });

        Assert.Same(tally, history.Tally);
        AssertSame(new TrialTally(history.Encoded, 1), tally);
    }

    private static void AssertSame(TrialTally expected, TrialTally actual)
    {
        Assert.Equal((expected.Complete, expected.Pruned, expected.LastStep), (actual.Complete, actual.Pruned, actual.LastStep));
        Assert.Equal(expected.BestComplete.Trials, actual.BestComplete.Trials);
        Assert.Equal(expected.BestPruned.Trials, actual.BestPruned.Trials);
        Assert.Equal(expected.BestInfeasible.Trials, actual.BestInfeasible.Trials);
        AssertSame(expected.Failures, actual.Failures);
        Assert.Equal(expected.Constraints.Count, actual.Constraints.Count);
        for (var i = 0; i < expected.Constraints.Count; i++) AssertSame(expected.Constraints[i], actual.Constraints[i]);
    }

    private static void AssertSame(ConstraintTally expected, ConstraintTally actual)
    {
        Assert.Equal((expected.Known, expected.Kept), (actual.Known, actual.Kept));
        Assert.Same(expected.Best, actual.Best);
        Assert.Equal(expected.NewestKept.Trials, actual.NewestKept.Trials);
        Assert.Equal(expected.NewestBroken.Trials, actual.NewestBroken.Trials);
    }

    private static SampledTrial Any(int number, TrialRandom random)
    {
        var state = random.NextInt(7) switch
        {
            0 => TrialState.Failed,
            1 => TrialState.Pruned,
            2 => TrialState.Running,
            _ => TrialState.Complete,
        };
        // Few values, so that many are equal.
        var hasValue = state is TrialState.Complete or TrialState.Pruned && random.NextInt(9) > 0;
        return new SampledTrial(number, state, NoParameters, hasValue ? [random.NextInt(30)] : null)
        {
            Step = random.NextInt(3) > 0 ? (int)random.NextInt(50) : null,
            Constraints = random.NextInt(3) switch
            {
                0 => [random.NextInt(5) - 2],
                1 => [double.NaN, random.NextInt(5) - 1],
                _ => null,
            },
        };
    }
}
