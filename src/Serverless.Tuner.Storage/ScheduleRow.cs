using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Storage;

/// <summary>A <see cref="Schedule"/> as a row of the table of schedules.</summary>
internal static class ScheduleRow
{
    /// <summary>What a schedule's row leaves free for its runs, its waiting slots and what its webhooks are to be told.</summary>
    public const int SpareBytes = 480 * 1024;

    public static TableEntity ToEntity(Schedule schedule)
    {
        var entity = Write(schedule);
        // Points of many parameters take room: the last runs count.
        while (!LongText.Fits(entity) && Shorter(schedule) is { } shorter)
        {
            schedule = shorter;
            entity = Write(schedule);
        }

        return entity;
    }

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static Schedule FromEntity(TableEntity entity) => UnreadableRowException.Translate("the schedule's row", null, () => new Schedule
    {
        Id = entity.GetGuid("Id")!.Value,
        Spec = Required(LongText.GetJson<ScheduleSpec>(entity, "Spec")),
        Owner = Required(LongText.GetJson<ScheduleOwner>(entity, "Owner")),
        CreatedAt = entity.GetDateTimeOffset("CreatedAt")!.Value,
        DealtUntil = entity.GetDateTimeOffset("DealtUntil")!.Value,
        Waiting = LongText.GetJson<ScheduleSlot[]>(entity, "Waiting") ?? [],
        Runs = LongText.GetJson<ScheduleRun[]>(entity, "Runs") ?? [],
        Skipped = entity.GetInt32("Skipped") ?? 0,
        LastSkipped = entity.GetDateTimeOffset("LastSkipped"),
        Promoted = LongText.GetJson<PromotedPoint>(entity, "Promoted"),
        Notices = LongText.GetJson<ScheduleNotice[]>(entity, "Notices") ?? [],
    });

    private static TableEntity Write(Schedule schedule)
    {
        var entity = new TableEntity(StudyKeys.SchedulePartition, schedule.Spec.Name)
        {
            ["Id"] = schedule.Id,
            ["CreatedAt"] = schedule.CreatedAt,
            ["DealtUntil"] = schedule.DealtUntil,
        };
        if (schedule.Skipped > 0) entity["Skipped"] = schedule.Skipped;
        if (schedule.LastSkipped is { } skipped) entity["LastSkipped"] = skipped;
        LongText.PutJson(entity, "Spec", schedule.Spec);
        LongText.PutJson(entity, "Owner", schedule.Owner);
        LongText.PutJson(entity, "Promoted", schedule.Promoted);
        if (schedule.Waiting.Count > 0) LongText.PutJson(entity, "Waiting", schedule.Waiting);
        if (schedule.Runs.Count > 0) LongText.PutJson(entity, "Runs", schedule.Runs);
        if (schedule.Notices.Count > 0) LongText.PutJson(entity, "Notices", schedule.Notices);
        return entity;
    }

    private static Schedule? Shorter(Schedule schedule)
    {
        if (schedule.Notices.Count > 1) return schedule with { Notices = [.. schedule.Notices.Skip(1)] };
        return schedule.Runs.FirstOrDefault(run => !run.IsInHand) is { } oldest
            ? schedule with { Runs = [.. schedule.Runs.Where(run => run != oldest)] }
            : null;
    }

    private static T Required<T>(T? value)
        where T : class => value ?? throw new FormatException($"There is no {typeof(T).Name}.");
}
