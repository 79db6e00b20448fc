using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Core.Tests.Schedules;

public sealed class RunStatesTests
{
    private const string Webhook = "\"notify\": [{\"url\": \"https://hooks.example/\", \"on\": [\"improved\", \"worse\", \"failed\"]}]";
    private DateTimeOffset _now = Sample.Start;

    [Fact]
    public void Runs_OfADeterministicObjective_ArePromotedByTheirValues()
    {
        var schedule = Sample.Of("0 * * * *", $"{Webhook}, \"promoteAbove\": 0.1, \"worseBy\": 0.5", "\"deterministic\": true");

        foreach (var (value, x) in ((double, double)[])[(1, 0.1), (0.95, 0.2), (0.8, 0.3), (1.2, 0.4), (1.4, 0.5), (0.8, 0.3)])
            schedule = Sample.After(Next(schedule), value, x, _now);

        Assert.Equal(
            [ScheduleRunResult.Promoted, ScheduleRunResult.Kept, ScheduleRunResult.Promoted, ScheduleRunResult.Kept,
             ScheduleRunResult.Worse, ScheduleRunResult.Kept],
            schedule.Runs.Select(run => run.Result!.Value));
        Assert.Equal(("churn-20260101-0300", 0.8), (schedule.Promoted!.Study, schedule.Promoted.Value));
        Assert.Equal(
            [ScheduleEvent.Improved, ScheduleEvent.Improved, ScheduleEvent.Worse], schedule.Notices.Select(notice => notice.Event));
        Assert.Equal(3, schedule.Notices.Select(notice => notice.Id).Distinct().Count());
    }

    [Fact]
    public void Run_OfANoisyObjective_IsComparedInAStudyOfPairs()
    {
        const string Study = "\"defaults\": {\"x\": 0.9, \"depth\": 3}, \"seed\": 7";
        var schedule = Sample.After(Next(Sample.Of("0 * * * *", study: Study)), 1, 0.1, _now);
        schedule = Sample.After(Next(schedule), 0.5, 0.2, _now);
        var run = RunStates.ToCompare(schedule)!;

        var (spec, _, reason) = Comparing.SpecOf(schedule, run, Sample.Ended(schedule, run.Study));

        Assert.Null(reason);
        Assert.Equal(("churn-20260101-0200-promotion", 10), (spec!.Name, spec.Trials));
        Assert.Equal([0.1, 0.2, 0.1, 0.2], spec.Enqueue!.Take(4).Select(point => point["x"].AsDouble()));
        Assert.Equal(["depth"], spec.Defaults!.Keys);
        Assert.NotEqual(7, spec.Seed);

        var won = RunStates.Compared(schedule, run.Study, [(1, 0.5), (1.2, 0.6), (0.9, 0.7), (1, 0.5), (1, 0.5)], _now);
        Assert.Equal(ScheduleRunResult.Promoted, won.Runs[^1].Result);
        Assert.Equal(0.56, won.Promoted!.Value, 9);
        Assert.Same(won, RunStates.Compared(won, run.Study, null, _now));
        var unknown = RunStates.Compared(schedule, run.Study, null, _now);
        Assert.Equal((ScheduleRunResult.Kept, "churn-20260101-0100"), (unknown.Runs[^1].Result, unknown.Promoted!.Study));
    }

    [Fact]
    public void Run_WithALimit_LeavesWhatItsComparisonCosts()
    {
        const string Budget = "\"budget\": {\"limitUsd\": 5, \"usdPerTrial\": 0.1}";
        var schedule = Next(Sample.Of("0 * * * *", study: Budget));
        Assert.Equal(Money.Zero, schedule.Runs[0].SetAside);
        var best = Sample.Best(1, 0.1) with { Cost = new Money(100_000) };
        schedule = RunStates.Ended(
            RunStates.Started(schedule, schedule.Runs[0].Study), Sample.Ended(schedule, schedule.Runs[0].Study), best, _now);
        schedule = Next(RunStates.DecideAtOnce(schedule, schedule.Runs[0].Study, _now));

        // Ten evaluations at $0.10.
        Assert.Equal(new Money(1_000_000), schedule.Runs[1].SetAside);
        var run = schedule.Runs[1].Study;
        var study = Sample.Ended(schedule, run);
        study = study with { Spec = study.Spec with { Budget = study.Spec.Budget! with { LimitUsd = 4 } }, Spent = new Money(3_900_000) };
        schedule = RunStates.Ended(
            RunStates.Started(schedule, run), study, best with { Value = 0.5, Point = Sample.Best(1, 0.3).Point }, _now);
        Assert.Equal(1.1m, Comparing.SpecOf(schedule, schedule.Runs[1], study).Spec!.Budget!.LimitUsd);
        Assert.Equal(
            "no money was left to compare it with the promoted point",
            Comparing.SpecOf(schedule, schedule.Runs[1], study with { Spent = new Money(5_000_000) }).Reason);
    }

    [Fact]
    public void Run_WhosePromotedPointTheSpaceNoLongerHolds_IsPromoted()
    {
        var schedule = Sample.After(Next(Sample.Of("0 * * * *")), 1, 0.1, _now);
        schedule = Sample.After(Next(schedule), 2, 0.2, _now);
        var study = Sample.Ended(schedule, schedule.Runs[1].Study);
        study = study with { Spec = study.Spec with { SearchSpace = [study.Spec.SearchSpace[0] with { Low = 0.15 }] } };

        var (spec, isPromoted, reason) = Comparing.SpecOf(schedule, schedule.Runs[1], study);

        Assert.True(spec is null && isPromoted && reason is not null);
    }

    [Fact]
    public void Runs_ThatFail_AreToldAndPromoteNothing()
    {
        var schedule = Next(Sample.Of("0 * * * *", Webhook));
        schedule = RunStates.Refused(schedule, schedule.Runs[0].Study, "no money", _now);
        schedule = Next(schedule);
        schedule = RunStates.Ended(
            RunStates.Started(schedule, schedule.Runs[1].Study), Sample.Ended(schedule, schedule.Runs[1].Study), null, _now);
        schedule = Next(schedule);
        schedule = RunStates.Ended(
            RunStates.Started(schedule, schedule.Runs[2].Study),
            Sample.Ended(schedule, schedule.Runs[2].Study, StopReason.Failures), Sample.Best(1), _now);

        Assert.All(schedule.Runs, run => Assert.Equal(ScheduleRunResult.Failed, run.Result));
        Assert.All(schedule.Notices, notice => Assert.Equal(ScheduleEvent.Failed, notice.Event));
        Assert.Equal((3, null), (schedule.Notices.Count, schedule.Promoted));
    }

    [Fact]
    public void Runs_ThatHaveEnded_AreKeptUpToFifty()
    {
        var schedule = Sample.Of("0 * * * *", study: "\"deterministic\": true");
        for (var i = 0; i < 60; i++) schedule = Sample.After(Next(schedule), i, i / 100.0, _now);

        Assert.Equal(RunStates.Kept, Next(schedule).Runs.Count(run => !run.IsInHand));
        Assert.Equal("churn-20260103-1200", schedule.Runs[^1].Study);
    }

    private Schedule Next(Schedule schedule)
    {
        _now = _now.AddHours(1);
        var after = Slots.Take(schedule, _now);
        Assert.Equal(ScheduleRunState.Starting, after.Runs[^1].State);
        return after;
    }
}
