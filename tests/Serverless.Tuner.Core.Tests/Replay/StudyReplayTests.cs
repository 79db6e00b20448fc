using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Replay;

namespace Serverless.Tuner.Core.Tests.Replay;

/// <summary>What a pruner and a limit would have saved on recorded curves and costs.</summary>
public sealed class StudyReplayTests
{
    private static readonly DateTimeOffset s_start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IPruner s_median = PrunerCatalog.BuiltIn.Create(
        PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(2L)), ("nWarmupSteps", ParameterValue.Of(0L))),
        new PrunerContext("r", Direction.Minimize));

    [Fact]
    public void Run_WithoutPrunerAndLimit_IsAsRecorded()
    {
        var outcome = StudyReplay.Run([Trial(0, 1), Trial(1, 2)], Direction.Minimize, pruner: null, limit: null);

        Assert.Equal((2, 2, 8, 8), (outcome.Trials, outcome.WithCurves, outcome.Steps, outcome.ReplayedSteps));
        Assert.Equal((outcome.Cost, 0), (outcome.ReplayedCost, outcome.ReplayedBest!.Number));
        Assert.Empty(outcome.Pruned);
        Assert.Empty(outcome.NotStarted);
    }

    [Fact]
    public void Run_APrunedTrial_CostsItsShare_AndTheBestStays()
    {
        var outcome = StudyReplay.Run([Trial(0, 2), Trial(1, 3), Trial(2, 9), Trial(3, 1)], Direction.Minimize, s_median, limit: null);

        Assert.Equal([2], outcome.Pruned);
        // It ends after its first of four steps.
        Assert.Equal((16, 13), (outcome.Steps, outcome.ReplayedSteps));
        Assert.Equal(new Money(4_000_000 - 750_000), outcome.ReplayedCost);
        Assert.Equal((3, 3), (outcome.Best!.Number, outcome.ReplayedBest!.Number));
    }

    [Fact]
    public void Run_APrunerSeesOnlyWhatHadComeByThen()
    {
        // The later trials run beside the first: at their first step nobody has reported more, and none is complete.
        ReplayedTrial[] beside = [.. Enumerable.Range(0, 4)
            .Select(i => Trial(i, i) with { StartedAt = s_start, EndedAt = s_start.AddSeconds(10) })];

        Assert.Empty(StudyReplay.Run(beside, Direction.Minimize, s_median, limit: null).Pruned);
        Assert.NotEmpty(StudyReplay.Run([.. Enumerable.Range(0, 4).Select(i => Trial(i, i))], Direction.Minimize, s_median, null).Pruned);
    }

    [Fact]
    public void Run_WithALimit_StartsNothingOnceItIsSpent()
    {
        var outcome = StudyReplay.Run([Trial(0, 3), Trial(1, 2), Trial(2, 1)], Direction.Minimize, pruner: null, new Money(2_000_000));

        Assert.Equal([2], outcome.NotStarted);
        Assert.Equal((new Money(2_000_000), 1, 2), (outcome.ReplayedCost, outcome.ReplayedBest!.Number, outcome.Best!.Number));
    }

    [Fact]
    public void Run_TrialsWithoutTimesCurvesOrValues_HaveTheirTurns()
    {
        ReplayedTrial[] trials =
        [
            new(0, TrialState.Failed, new Money(5)), new(1, TrialState.Complete, new Money(7)) { Value = 2 },
            new(2, TrialState.Complete, Money.Zero) { Value = 1, IsFeasible = false },
        ];

        var outcome = StudyReplay.Run(trials, Direction.Minimize, s_median, new Money(6));

        Assert.Equal((new Money(12), 0, 1), (outcome.ReplayedCost, outcome.WithCurves, outcome.ReplayedBest!.Number));
        Assert.Equal([2], outcome.NotStarted);
    }

    [Fact]
    public void Run_WithRecordedCosts_TakesThem()
    {
        var costly = Trial(2, 9) with { Reports = [.. Enumerable.Range(0, 4).Select(s => new ReportView(s, 9, 0.4m))] };

        var outcome = StudyReplay.Run([Trial(0, 2), Trial(1, 3), costly], Direction.Minimize, s_median, limit: null);

        Assert.Equal((3_000_000 - 600_000), outcome.ReplayedCost.Micro);
    }

    private static ReplayedTrial Trial(int number, double value) => new(number, TrialState.Complete, new Money(1_000_000))
    {
        Value = value,
        Reports = [.. Enumerable.Range(0, 4).Select(step => new ReportView(step, value))],
        StartedAt = s_start.AddSeconds(20 * number),
        EndedAt = s_start.AddSeconds((20 * number) + 10),
    };
}
