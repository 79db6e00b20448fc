using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>What a schedule's webhooks are to be told: written with the result of a run, and kept until it is delivered.</summary>
public static class ScheduleNotices
{
    /// <summary>So many may wait.</summary>
    private const int Most = 100;

    /// <summary>The schedule with what a run that has just ended has to tell.</summary>
    internal static Schedule Added(Schedule schedule, ScheduleRun run, DateTimeOffset now)
    {
        if (schedule.Spec.Notify is not { } webhooks || EventOf(run) is not { } happened) return schedule;
        ScheduleNotice[] added =
        [
            .. webhooks.Select((webhook, target) => (webhook, target)).Where(w => w.webhook.On.Contains(happened))
                .Select(w => new ScheduleNotice($"{schedule.Id:N}_{run.Study}_{w.target}", w.target, happened, now, run)),
        ];
        return added.Length == 0 ? schedule : schedule with { Notices = [.. schedule.Notices.Concat(added).TakeLast(Most)] };
    }

    /// <summary>The schedule with the notices that are due taken for sending: meanwhile nobody else sends them, and when whoever does is
    /// lost, they come again.</summary>
    public static (Schedule Schedule, IReadOnlyList<ScheduleNotice> Due) Take(Schedule schedule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var due = schedule.Notices.Where(notice => notice.DueAt <= now).ToArray();
        return due.Length == 0
            ? (schedule, due)
            : (schedule with { Notices = [.. schedule.Notices.Select(n => n.DueAt <= now ? Tried(n, now) : n)] }, due);
    }

    /// <summary>The schedule without notices that were delivered, or have waited too long.</summary>
    public static Schedule Without(Schedule schedule, IReadOnlySet<string> ids)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.Notices.Any(notice => ids.Contains(notice.Id))
            ? schedule with { Notices = [.. schedule.Notices.Where(notice => !ids.Contains(notice.Id))] }
            : schedule;
    }

    private static ScheduleNotice Tried(ScheduleNotice notice, DateTimeOffset now) =>
        notice with { Tries = notice.Tries + 1, DueAt = now + Notices.WaitAfter(notice.Tries) };

    private static ScheduleEvent? EventOf(ScheduleRun run) => run.Result switch
    {
        ScheduleRunResult.Promoted => ScheduleEvent.Improved,
        ScheduleRunResult.Worse => ScheduleEvent.Worse,
        ScheduleRunResult.Failed => ScheduleEvent.Failed,
        _ => null,
    };
}
