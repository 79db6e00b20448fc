using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Replay;

namespace Serverless.Tuner.Core.Tests.Replay;

/// <summary>What a pruner and a limit would have saved on recorded curves and costs.</summary>
public sealed class StudyReplayTests
{
    private static readonly DateTimeOffset s_start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Direction[] s_one = [Direction.Minimize];

    private static readonly IPruner s_median = PrunerCatalog.BuiltIn.Create(
        PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(2L)), ("nWarmupSteps", ParameterValue.Of(0L))),
        new PrunerContext("r", Direction.Minimize));

    [Fact]
    public void Run_WithoutPrunerAndLimit_IsAsRecorded()
    {
        var outcome = StudyReplay.Run([Trial(0, 1), Trial(1, 2)], s_one, pruner: null, limit: null);

        Assert.Equal((2, 2, 8, 8), (outcome.Trials, outcome.WithCurves, outcome.Steps, outcome.ReplayedSteps));
        Assert.Equal((outcome.Cost, 0), (outcome.ReplayedCost, outcome.ReplayedBest.Single().Number));
        Assert.Empty(outcome.Pruned);
        Assert.Empty(outcome.NotStarted);
    }

    [Fact]
    public void Run_APrunedTrial_CostsItsShare_AndTheBestStays()
    {
        var outcome = StudyReplay.Run([Trial(0, 2), Trial(1, 3), Trial(2, 9), Trial(3, 1)], s_one, s_median, limit: null);

        Assert.Equal([2], outcome.Pruned);
        // It ends after its first of four steps.
        Assert.Equal((16, 13), (outcome.Steps, outcome.ReplayedSteps));
        Assert.Equal(new Money(4_000_000 - 750_000), outcome.ReplayedCost);
        Assert.Equal((3, 3), (outcome.Best.Single().Number, outcome.ReplayedBest.Single().Number));
    }

    [Fact]
    public void Run_APrunerSeesOnlyWhatHadComeByThen()
    {
        // The later trials run beside the first: at their first step nobody has reported more, and none is complete.
        ReplayedTrial[] beside = [.. Enumerable.Range(0, 4)
            .Select(i => Trial(i, i) with { StartedAt = s_start, EndedAt = s_start.AddSeconds(10) })];

        Assert.Empty(StudyReplay.Run(beside, s_one, s_median, limit: null).Pruned);
        Assert.NotEmpty(StudyReplay.Run([.. Enumerable.Range(0, 4).Select(i => Trial(i, i))], s_one, s_median, null).Pruned);
    }

    [Fact]
    public void Run_WithALimit_StartsNothingOnceItIsSpent()
    {
        var outcome = StudyReplay.Run([Trial(0, 3), Trial(1, 2), Trial(2, 1)], s_one, pruner: null, new Money(2_000_000));

        Assert.Equal([2], outcome.NotStarted);
        Assert.Equal(new Money(2_000_000), outcome.ReplayedCost);
        Assert.Equal((1, 2), (outcome.ReplayedBest.Single().Number, outcome.Best.Single().Number));
    }

    [Fact]
    public void Run_TrialsWithoutTimesCurvesOrValues_HaveTheirTurns()
    {
        ReplayedTrial[] trials =
        [
            new(0, TrialState.Failed, new Money(5)), new(1, TrialState.Complete, new Money(7)) { Values = [2] },
            new(2, TrialState.Complete, Money.Zero) { Values = [1], IsFeasible = false },
        ];

        var outcome = StudyReplay.Run(trials, s_one, s_median, new Money(6));

        Assert.Equal((new Money(12), 0, 1), (outcome.ReplayedCost, outcome.WithCurves, outcome.ReplayedBest.Single().Number));
        Assert.Equal([2], outcome.NotStarted);
    }

    [Fact]
    public void Run_WithRecordedCosts_TakesThem()
    {
        var costly = Trial(2, 9) with { Reports = [.. Enumerable.Range(0, 4).Select(s => new ReportView(s, 9, 0.4m))] };

        var outcome = StudyReplay.Run([Trial(0, 2), Trial(1, 3), costly], s_one, s_median, limit: null);

        Assert.Equal((3_000_000 - 600_000), outcome.ReplayedCost.Micro);
    }

    [Fact]
    public void Run_SeveralDirections_TellsWhatIsLeftOfTheFront()
    {
        // Three of a front, of which the slow one is stopped at its first step, and one that is behind.
        ReplayedTrial[] trials = [Of(0, [5, 5], [9, 9]), Of(1, [0, 10], [0, 10]), Of(2, [9, 9], [4, 4]), Of(3, [10, 0], [10, 0])];
        Direction[] two = [Direction.Minimize, Direction.Minimize];
        var pruner = PrunerCatalog.BuiltIn.Create(
            PrunerSpec.Of("mo-asha", ("minResource", ParameterValue.Of(1L))),
            new PrunerContext("r", Direction.Minimize) { Directions = two });

        var outcome = StudyReplay.Run(trials, two, pruner, limit: null);

        Assert.Equal([2], outcome.Pruned);
        Assert.Equal([1, 2, 3], outcome.Best.Select(t => t.Number));
        // The trial that was behind all is not dominated by what is left.
        Assert.Equal([0, 1, 3], outcome.ReplayedBest.Select(t => t.Number));
        // Below 11 of each: two strips of 1 by 11, what they share once, and the square from 9 or 4 to 10 in each.
        Assert.Equal((21.0 + 1) / (21 + 36), outcome.Kept!.Value, 12);
        Assert.Null(StudyReplay.Run([Trial(0, 1)], s_one, pruner: null, limit: null).Kept);

        static ReplayedTrial Of(int number, double[] first, double[] last) => Trial(number, 0) with
        {
            Values = last,
            Reports = [ReportView.Of(1, first), ReportView.Of(2, last)],
        };
    }

    private static ReplayedTrial Trial(int number, double value) => new(number, TrialState.Complete, new Money(1_000_000))
    {
        Values = [value],
        Reports = [.. Enumerable.Range(0, 4).Select(step => new ReportView(step, value))],
        StartedAt = s_start.AddSeconds(20 * number),
        EndedAt = s_start.AddSeconds((20 * number) + 10),
    };
}
