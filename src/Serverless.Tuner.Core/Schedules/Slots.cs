namespace Serverless.Tuner.Core.Schedules;

/// <summary>Deals with the slots of a schedule that are due: which are started, wait, or pass. A slot is dealt with once: with the same
/// write it is taken and <see cref="Schedule.DealtUntil"/> moves past it.</summary>
public static class Slots
{
    /// <summary>A slot that is not dealt with by then was missed because the app was down.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromMinutes(5);

    /// <summary>So many slots may wait.</summary>
    internal const int MostWaiting = 1_000;

    /// <summary>The schedule with every slot dealt with that is due, and a run taken if one may begin; itself when nothing is to do.
    /// </summary>
    public static Schedule Take(Schedule schedule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.Spec.Enabled) schedule = TakeDue(schedule, now);
        return BeginNext(schedule, now);
    }

    /// <summary>The schedule with a run by hand, which begins as a slot that is due now would.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="request">By what the request is known when it comes twice.</param>
    /// <param name="now">The time.</param>
    /// <returns>The schedule, itself when the same request came before; null where the run is skipped.</returns>
    public static Schedule? TakeByHand(Schedule schedule, string request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.Waiting.Concat(schedule.Runs.Select(run => run.Slot)).Any(known => known.Request == request)) return schedule;
        var slot = new ScheduleSlot(now, IsByHand: true) { Request = request };
        var after = Admit(schedule, slot);
        return after.Waiting.Contains(slot) ? BeginNext(after, now) : null;
    }

    /// <summary>The schedule as it is from now on with another spec.</summary>
    public static Schedule Change(Schedule schedule, ScheduleSpec spec, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(spec);
        // What was due under the old times is not due under the new ones, and nothing is made up for that passed while it was off.
        var hasOtherTimes = (schedule.Spec.Cron, schedule.Spec.TimeZone) != (spec.Cron, spec.TimeZone);
        var isSwitched = schedule.Spec.Enabled != spec.Enabled;
        return schedule with
        {
            Spec = spec,
            DealtUntil = (hasOtherTimes || isSwitched) && now > schedule.DealtUntil ? now : schedule.DealtUntil,
            Waiting = spec.Enabled ? schedule.Waiting : [.. schedule.Waiting.Where(slot => slot.IsByHand)],
        };
    }

    private static Schedule TakeDue(Schedule schedule, DateTimeOffset now)
    {
        var due = CronSlots.Of(schedule.Spec).Between(schedule.DealtUntil, now).ToArray();
        if (due.Length == 0) return schedule;
        var missed = due.Count(slot => slot < now - InTime);
        schedule = schedule with { DealtUntil = due[^1] };
        var (from, madeUp) = schedule.Spec.CatchUp switch
        {
            ScheduleCatchUp.All => (0, missed),
            // One that is due now is later than all that were missed.
            ScheduleCatchUp.Latest when missed == due.Length => (missed - 1, 0),
            _ => (missed, 0),
        };
        if (from > 0) schedule = Skip(schedule, from, due[from - 1]);
        for (var i = from; i < due.Length; i++)
        {
            var slot = new ScheduleSlot(due[i]);
            // What is made up for comes one after another, whatever overlaps.
            schedule = i < madeUp ? Queue(schedule, slot) : Admit(schedule, slot);
        }

        return schedule;
    }

    private static Schedule Admit(Schedule schedule, ScheduleSlot slot)
    {
        var isBusy = schedule.Waiting.Count > 0 || schedule.Runs.Any(run => run.IsInTheWay);
        return !isBusy ? Queue(schedule, slot) : schedule.Spec.Overlap switch
        {
            ScheduleOverlap.Skip => Skip(schedule, 1, slot.At),
            ScheduleOverlap.CancelPrevious => Queue(Cancel(schedule), slot),
            _ => Queue(schedule, slot),
        };
    }

    private static Schedule Queue(Schedule schedule, ScheduleSlot slot)
    {
        var waiting = schedule.Waiting;
        if (waiting.Count >= MostWaiting)
        {
            schedule = Skip(schedule, 1, waiting[0].At);
            waiting = [.. waiting.Skip(1)];
        }

        return schedule with { Waiting = [.. waiting, slot] };
    }

    private static Schedule Cancel(Schedule schedule)
    {
        if (schedule.Waiting is [.., var last]) schedule = Skip(schedule, schedule.Waiting.Count, last.At);
        return schedule with
        {
            Waiting = [],
            // A comparison is short, and what it compares has been paid for: it goes on.
            Runs = [.. schedule.Runs.Select(
                run => run.State is ScheduleRunState.Starting or ScheduleRunState.Running ? run with { IsCancelled = true } : run)],
        };
    }

    private static Schedule Skip(Schedule schedule, int count, DateTimeOffset last) =>
        schedule with { Skipped = schedule.Skipped + count, LastSkipped = last };

    private static Schedule BeginNext(Schedule schedule, DateTimeOffset now)
    {
        if (schedule.Waiting is not [var slot, ..]) return schedule;
        var mayBegin = schedule.Spec.Overlap == ScheduleOverlap.CancelPrevious
            ? !schedule.Runs.Any(run => run.IsInTheWay && run.State != ScheduleRunState.Comparing)
            : !schedule.Runs.Any(run => run.IsInHand);
        return !mayBegin ? schedule : schedule with
        {
            Waiting = [.. schedule.Waiting.Skip(1)],
            Runs = [.. schedule.Runs, new ScheduleRun(NameOf(schedule, slot), slot, now) { SetAside = Comparing.SetAside(schedule) }],
        };
    }

    private static string NameOf(Schedule schedule, ScheduleSlot slot)
    {
        var pattern = schedule.Spec.Study.Name;
        if (!slot.IsByHand) return RunNames.Of(pattern, slot.At);
        var at = slot.At;
        while (schedule.Find(RunNames.ByHand(pattern, at)) is not null) at = at.AddSeconds(1);
        return RunNames.ByHand(pattern, at);
    }
}
