using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Functions.Timers;

namespace Serverless.Tuner.Functions.Schedules;

/// <summary>When a schedule has to be driven again.</summary>
internal static class ScheduleDue
{
    /// <summary>The time; null when it comes no more.</summary>
    public static DateTimeOffset? Of(Schedule schedule, DateTimeOffset now)
    {
        // Its studies do not tell it when they end.
        var isUnderWay = schedule.Waiting.Count > 0 || schedule.Runs.Any(run => run.IsInHand);
        var next = isUnderWay ? now + DueTimer.Soon : (DateTimeOffset?)null;
        foreach (var notice in schedule.Notices) next = Housekeeping.Earlier(next, notice.DueAt);
        var slot = schedule.Spec.Enabled ? CronSlots.Of(schedule.Spec).After(schedule.DealtUntil).Take(1) : [];
        return slot.Aggregate(next, (earliest, at) => Housekeeping.Earlier(earliest, at));
    }
}
