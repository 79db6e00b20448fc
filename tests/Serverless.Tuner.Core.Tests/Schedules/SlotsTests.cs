using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Core.Tests.Schedules;

public sealed class SlotsTests
{
    private static readonly DateTimeOffset s_first = Sample.Start.AddHours(1);

    [Fact]
    public void Take_SlotWhileARunGoesOn_IsSkipped()
    {
        var schedule = Started("skip");

        schedule = Slots.Take(schedule, s_first.AddHours(1));

        Assert.Equal(["churn-20260101-0100"], schedule.Runs.Select(run => run.Study));
        Assert.Equal((1, s_first.AddHours(1)), (schedule.Skipped, schedule.LastSkipped));
    }

    [Fact]
    public void Take_SlotsWhileARunGoesOn_WaitForOneAfterAnother()
    {
        var schedule = Started("queue");
        for (var hour = 1; hour <= 3; hour++) schedule = Slots.Take(schedule, s_first.AddHours(hour));
        Assert.Equal((1, 3), (schedule.Runs.Count, schedule.Waiting.Count));

        schedule = Slots.Take(Sample.After(schedule, 1, 0.1, s_first.AddHours(3)), s_first.AddHours(3));
        Assert.Equal(["churn-20260101-0100", "churn-20260101-0200"], schedule.Runs.Select(run => run.Study));
        schedule = Slots.Take(Sample.After(schedule, 1, 0.1, s_first.AddHours(3)), s_first.AddHours(3));

        Assert.Equal("churn-20260101-0300", schedule.Runs[^1].Study);
        Assert.Single(schedule.Waiting);
    }

    [Fact]
    public void Take_SlotThatCancels_StopsTheRunBeforeAndBeginsAtOnce()
    {
        var schedule = Started("cancelPrevious");

        schedule = Slots.Take(schedule, s_first.AddHours(1));

        Assert.Equal([true, false], schedule.Runs.Select(run => run.IsCancelled));
        schedule = RunStates.Ended(
            schedule, Sample.Ended(schedule, schedule.Runs[0].Study, StopReason.Requested), Sample.Best(1), s_first.AddHours(1));
        Assert.Equal(ScheduleRunResult.Cancelled, schedule.Runs[0].Result);
        Assert.Null(schedule.Promoted);
    }

    [Theory, InlineData("all", 4), InlineData("latest", 1), InlineData("none", 0)]
    public void Take_AfterTheAppWasDown_MakesUpAsAsked(string catchUp, int expected)
    {
        var schedule = Slots.Take(Sample.Of("0 * * * *", $"\"catchUp\": \"{catchUp}\""), Sample.Start.AddHours(4.5));

        Assert.Equal(expected, schedule.Runs.Count + schedule.Waiting.Count);
        Assert.Equal(4 - expected, schedule.Skipped);
        Assert.Equal(Sample.Start.AddHours(4), schedule.DealtUntil);
    }

    [Fact]
    public void Take_AfterManyYears_KeepsTheLastThousand()
    {
        var schedule = Slots.Take(Sample.Of("0 0 * * *", "\"catchUp\": \"all\""), Sample.Start.AddDays(2_000).AddHours(1));

        Assert.Equal((999, 1), (schedule.Waiting.Count, schedule.Runs.Count));
        Assert.Equal(1_000, schedule.Skipped);
    }

    [Fact]
    public void Change_SwitchedOnAgain_MakesUpForNothing()
    {
        var schedule = Sample.Of("0 * * * *", "\"enabled\": false, \"catchUp\": \"all\"");
        schedule = Slots.Take(schedule, Sample.Start.AddHours(5.5));
        Assert.Empty(schedule.Runs);

        schedule = Slots.Change(schedule, schedule.Spec with { Enabled = true }, Sample.Start.AddHours(5.5));

        Assert.Empty(Slots.Take(schedule, Sample.Start.AddHours(5.6)).Runs);
        Assert.Equal("churn-20260101-0600", Slots.Take(schedule, Sample.Start.AddHours(6)).Runs.Single().Study);
    }

    [Fact]
    public void Change_SwitchedOff_DropsTheSlotsThatWait_ButNoRunByHand()
    {
        var byHand = new ScheduleSlot(s_first, IsByHand: true) { Request = "a" };
        var schedule = Started("queue") with { Waiting = [new ScheduleSlot(s_first.AddHours(1)), byHand] };

        var off = Slots.Change(schedule, schedule.Spec with { Enabled = false }, s_first.AddHours(1));

        Assert.Equal([byHand], off.Waiting);
        Assert.Equal(2, Slots.Change(schedule, schedule.Spec with { Reevaluate = 3 }, s_first.AddHours(1)).Waiting.Count);
    }

    [Fact]
    public void SeedOf_ARun_IsItsOwnAndAlwaysTheSame()
    {
        Assert.Equal(RunNames.SeedOf("churn-20260101", 7), RunNames.SeedOf("churn-20260101", 7));
        Assert.Equal(
            3, new HashSet<long>
            {
                RunNames.SeedOf("churn-20260101", 7), RunNames.SeedOf("churn-20260102", 7), RunNames.SeedOf("churn-20260101", 8),
            }.Count);
    }

    [Fact]
    public void Change_WithTheSameTimes_LosesNoSlotThatIsDue()
    {
        var schedule = Sample.Of("0 * * * *");

        schedule = Slots.Change(schedule, schedule.Spec with { Reevaluate = 3 }, s_first.AddSeconds(20));

        Assert.Single(Slots.Take(schedule, s_first.AddSeconds(40)).Runs);
    }

    [Fact]
    public void Take_ClockThatIsSetBack_StartsNoSlotTwice()
    {
        var schedule = Started("queue");

        Assert.Same(schedule, Slots.Take(schedule, Sample.Start));
        Assert.Same(schedule, Slots.Take(schedule, s_first.AddMinutes(1)));
    }

    [Fact]
    public void TakeByHand_IsNamedByItsTimeAndCountsOnce()
    {
        var schedule = Sample.Of("0 0 1 1 *");

        var once = Slots.TakeByHand(schedule, "a", Sample.Start.AddSeconds(5))!;

        Assert.Equal("churn-run-20260101000005", once.Runs.Single().Study);
        Assert.Same(once, Slots.TakeByHand(once, "a", Sample.Start.AddSeconds(6)));
        Assert.Null(Slots.TakeByHand(once, "b", Sample.Start.AddSeconds(5)));
        var ended = Sample.After(once, 1, 0.5, Sample.Start);
        Assert.Equal("churn-run-20260101000006", Slots.TakeByHand(ended, "b", Sample.Start.AddSeconds(5))!.Runs[^1].Study);
    }

    [Fact]
    public void TakeByHand_ThatCancels_TakesThePlaceOfWhatWaits()
    {
        var schedule = Started("cancelPrevious") with { Waiting = [new ScheduleSlot(s_first)] };

        var after = Slots.TakeByHand(schedule, "a", s_first)!;

        Assert.True(after.Runs[0].IsCancelled);
        Assert.Equal("churn-run-20260101010000", after.Runs[1].Study);
    }

    private static Schedule Started(string overlap)
    {
        var schedule = Slots.Take(Sample.Of("0 * * * *", $"\"overlap\": \"{overlap}\""), s_first);
        return RunStates.Started(schedule, schedule.Runs.Single().Study);
    }
}
