using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Schedules in the shapes of the API.</summary>
internal static class ScheduleViews
{
    private const int NextShown = 5;

    /// <summary>A schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="now">The time.</param>
    /// <param name="runs">How many of its runs, the last first.</param>
    public static ScheduleView View(Schedule schedule, DateTimeOffset now, int runs = int.MaxValue) => new()
    {
        Name = schedule.Spec.Name,
        Spec = schedule.Spec with { Study = Secrets.Hide(schedule.Spec.Study) },
        CreatedAt = schedule.CreatedAt,
        Next = schedule.Spec.Enabled ? [.. CronSlots.Of(schedule.Spec).After(now).Take(NextShown)] : [],
        Waiting = schedule.Waiting.Count,
        Skipped = schedule.Skipped,
        LastSkipped = schedule.LastSkipped,
        Runs = [.. schedule.Runs.Reverse().Take(runs).Select(View)],
        Promoted = Promoted(schedule),
    };

    /// <summary>A run.</summary>
    public static ScheduleRunView View(ScheduleRun run) => new()
    {
        Study = run.Study,
        Slot = run.Slot.IsByHand ? null : run.Slot.At,
        TakenAt = run.TakenAt,
        EndedAt = run.EndedAt,
        State = run.State,
        Result = run.Result,
        Reason = run.Reason,
        Value = run.Value,
        PromotedValue = run.PromotedValue,
        Comparison = run.Comparison,
    };

    /// <summary>What is to be deployed; null when nothing is.</summary>
    public static PromotedView? Promoted(Schedule schedule) => schedule.Promoted is { } promoted
        ? new PromotedView
        {
            Schedule = schedule.Spec.Name,
            Study = promoted.Study,
            Trial = promoted.Best.Trial,
            Value = promoted.Value,
            PromotedAt = promoted.At,
            Parameters = promoted.Best.Parameters,
        }
        : null;
}
