using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>What becomes of a schedule's runs, as their studies are started, end and are compared. Each step changes a run only where it
/// stands as the step expects: one that another host has taken already changes nothing, and answers the schedule itself.</summary>
public static class RunStates
{
    /// <summary>So many runs that have ended are kept.</summary>
    internal const int Kept = 50;

    private const int LongestReason = 500;

    /// <summary>The run's study is there.</summary>
    public static Schedule Started(Schedule schedule, string study) => Change(
        schedule, study, ScheduleRunState.Starting, run => run with { State = ScheduleRunState.Running });

    /// <summary>The run's study cannot be started.</summary>
    public static Schedule Refused(Schedule schedule, string study, string reason, DateTimeOffset now) => Change(
        schedule, study, ScheduleRunState.Starting, run => End(run, ScheduleRunResult.Failed, reason, now), now);

    /// <summary>The run's study is gone.</summary>
    public static Schedule Deleted(Schedule schedule, string study, DateTimeOffset now) => Change(
        schedule, study, ScheduleRunState.Running, run => End(run, ScheduleRunResult.Cancelled, "its study was deleted", now), now);

    /// <summary>The run's study has ended.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="ended">The study.</param>
    /// <param name="best">Its best trial; null when it has none.</param>
    /// <param name="now">The time.</param>
    public static Schedule Ended(Schedule schedule, Study ended, RunBest? best, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(ended);
        return Change(schedule, ended.Name, ScheduleRunState.Running, run => (schedule.Direction, best) switch
        {
            _ when run.IsCancelled => End(run, ScheduleRunResult.Cancelled, "it was stopped for the next run", now),
            _ when ended.StopReason is StopReason.Error or StopReason.Failures => End(
                run, ScheduleRunResult.Failed, ended.Error ?? "too many of its trials failed", now),
            (null, _) when ended.Complete > 0 => End(run, ScheduleRunResult.Done, null, now),
            (null, _) or (_, null) => End(run, ScheduleRunResult.Failed, WhyNothing(ended), now),
            (_, { } found) => run with { State = ScheduleRunState.Comparing, Best = found, Value = found.Value },
        }, now);
    }

    /// <summary>The first run whose best is to be compared next: comparisons come one after another, in the order of the runs, each
    /// with what the one before has promoted.</summary>
    public static ScheduleRun? ToCompare(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.Runs.FirstOrDefault(run => run.State == ScheduleRunState.Comparing);
    }

    /// <summary>Decides without an evaluation, where that can be done: nothing is promoted yet, the objective is deterministic, or both
    /// points are the same. Else the schedule itself.</summary>
    public static Schedule DecideAtOnce(Schedule schedule, string study, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return Change(schedule, study, ScheduleRunState.Comparing, run => schedule.Promoted switch
        {
            null => End(run, ScheduleRunResult.Promoted, "it is the first", now),
            { } promoted when IsSame(promoted.Best, run.Best!) =>
                End(run, ScheduleRunResult.Kept, "it is the promoted point again", now) with { PromotedValue = promoted.Value },
            { } promoted when schedule.Spec.Study.Deterministic => Decide(schedule, run, [(promoted.Value, run.Best!.Value)], now),
            _ => run,
        }, now);
    }

    /// <summary>Nothing is evaluated to compare the run with the promoted point.</summary>
    public static Schedule DecideUncompared(Schedule schedule, string study, bool isPromoted, string reason, DateTimeOffset now) => Change(
        schedule, study, ScheduleRunState.Comparing,
        run => End(run, isPromoted ? ScheduleRunResult.Promoted : ScheduleRunResult.Kept, reason, now), now);

    /// <summary>The study of the run's comparison is there.</summary>
    public static Schedule Compares(Schedule schedule, string study) => Change(
        schedule, study, ScheduleRunState.Comparing, run => run with { Comparison = RunNames.Comparison(study) });

    /// <summary>The run's comparison has ended.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="study">The run's study.</param>
    /// <param name="pairs">The values; null when an evaluation has none.</param>
    /// <param name="now">The time.</param>
    public static Schedule Compared(
        Schedule schedule, string study, IReadOnlyList<(double Promoted, double New)>? pairs, DateTimeOffset now) => Change(
        schedule, study, ScheduleRunState.Comparing,
        run => pairs is null
            ? End(run, ScheduleRunResult.Kept, "not every evaluation of the comparison was completed", now)
            : Decide(schedule, run, pairs, now), now);

    private static ScheduleRun Decide(
        Schedule schedule, ScheduleRun run, IReadOnlyList<(double Promoted, double New)> pairs, DateTimeOffset now)
    {
        var above = schedule.Spec.PromoteAbove ?? ParameterValue.Of(ScheduleSpec.DefaultMargin);
        var verdict = Promotion.Compare(pairs, schedule.Direction!.Value, above, schedule.Spec.WorseBy ?? above);
        return End(run, verdict.Result, verdict.Reason, now) with { Value = verdict.Value, PromotedValue = verdict.PromotedValue };
    }

    private static ScheduleRun End(ScheduleRun run, ScheduleRunResult result, string? reason, DateTimeOffset now) => run with
    {
        State = ScheduleRunState.Ended,
        Result = result,
        Reason = reason is null ? null : Excerpt.Start(reason, LongestReason),
        EndedAt = now,
    };

    private static bool IsSame(RunBest a, RunBest b) =>
        a.Parameters.Count == b.Parameters.Count
        && a.Parameters.All(value => b.Parameters.TryGetValue(value.Key, out var other) && other == value.Value);

    private static string WhyNothing(Study ended) =>
        ended.Error is { } error ? $"no trial is complete: {error}" : "no trial is complete and keeps every constraint";

    private static Schedule Change(
        Schedule schedule, string study, ScheduleRunState expected, Func<ScheduleRun, ScheduleRun> change, DateTimeOffset? now = null)
    {
        if (schedule.Find(study) is not { } before || before.State != expected) return schedule;
        var after = change(before);
        if (ReferenceEquals(after, before)) return schedule;
        // Only what is promoted needs its point from here on.
        var kept = after.IsInHand ? after : after with { Best = null };
        var changed = schedule with { Runs = [.. schedule.Runs.Select(run => ReferenceEquals(run, before) ? kept : run)] };
        if (after.IsInHand || now is not { } at) return changed;
        if (after.Result == ScheduleRunResult.Promoted)
            changed = changed with { Promoted = new PromotedPoint(after.Study, after.Best!, after.Value!.Value, at) };
        return ScheduleNotices.Added(Trimmed(changed), kept, at);
    }

    private static Schedule Trimmed(Schedule schedule)
    {
        var tooMany = schedule.Runs.Count(run => !run.IsInHand) - Kept;
        return tooMany <= 0
            ? schedule
            : schedule with { Runs = [.. schedule.Runs.Where(run => run.IsInHand || tooMany-- <= 0)] };
    }
}
