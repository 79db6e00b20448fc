using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Functions.Http;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Schedules;

/// <summary>
/// Drives one schedule as far as it goes now: takes the slots that are due, starts their studies, and compares what they have found.
/// </summary>
/// <remarks>
/// A slot is taken with one write of the schedule's row, under its ETag; the run that is then on the row names the study. Only what is on
/// the row is started, compared or stopped, and each of these can be repeated: whatever a host that dies has left undone, the next one
/// finds on the row and does, and several hosts at once start the same study.
/// </remarks>
public sealed class ScheduleDriver(
    ScheduleStore schedules, StudyStore studies, StudyStarter starter, StudyLaunch launch, ScheduleCallers callers,
    ScheduleNoticeSender notices, TimeProvider time)
{
    /// <summary>A schedule takes a few steps at a time, one for each thing that has become of it.</summary>
    private const int MostSteps = 100;

    /// <summary>Drives a schedule; one that was deleted is no error.</summary>
    /// <returns>When it is to be driven again; null when it has nothing to do any more.</returns>
    internal async Task<DateTimeOffset?> DriveAsync(string name, DurableTaskClient client, CancellationToken cancellationToken)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await schedules.ReadAsync(name, cancellationToken) is not var (schedule, version)) return null;
            // A run that has ended is not in the way of a slot that is due now. What a slot takes is started only once it is written.
            var after = await LookAfterAsync(schedule, client, cancellationToken);
            if (ReferenceEquals(after, schedule)) after = Slots.Take(schedule, time.GetUtcNow());
            if (ReferenceEquals(after, schedule)) break;
            // Another host may have been faster: what it has written is read then.
            await schedules.TryWriteAsync(after, version, cancellationToken);
        }

        await notices.SendDueAsync(name, cancellationToken);
        return await schedules.FindAsync(name, cancellationToken) is { } driven ? ScheduleDue.Of(driven, time.GetUtcNow()) : null;
    }

    /// <summary>The schedule as its runs are now.</summary>
    private async Task<Schedule> LookAfterAsync(Schedule schedule, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var after = schedule;
        foreach (var run in schedule.Runs.Where(run => run.IsInHand))
            after = run.State switch
            {
                ScheduleRunState.Starting => await StartAsync(after, run, client, cancellationToken),
                ScheduleRunState.Running => await WatchAsync(after, run, client, cancellationToken),
                _ => after,
            };
        return RunStates.ToCompare(after) is { } next && ReferenceEquals(after, schedule)
            ? await CompareAsync(schedule, next, client, cancellationToken)
            : after;
    }

    private async Task<Schedule> StartAsync(
        Schedule schedule, ScheduleRun run, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var spec = SpecOf(schedule, run);
        var refusal = await LaunchAsync(schedule, spec, client, cancellationToken);
        return refusal is null || await IsOursAsync(run, cancellationToken)
            ? RunStates.Started(schedule, run.Study)
            : RunStates.Refused(schedule, run.Study, refusal, time.GetUtcNow());
    }

    /// <summary>Whether the run's study was started all the same: by another host, from a template that was changed since.</summary>
    private async Task<bool> IsOursAsync(ScheduleRun run, CancellationToken cancellationToken) =>
        await studies.ReadAsync(StudyName.Parse(run.Study), cancellationToken) is { } there && there.CreatedAt >= run.TakenAt;

    private static StudySpec SpecOf(Schedule schedule, ScheduleRun run)
    {
        // On data that has not changed, the template's seed would have each run try the same points again.
        var spec = schedule.Spec.Study with { Name = run.Study, Seed = RunNames.SeedOf(run.Study, schedule.Spec.Study.Seed) };
        return run.SetAside > Money.Zero && spec.Budget is { LimitUsd: { } limit } budget
            ? spec with { Budget = WithLimit(budget, Money.Limit(limit) - run.SetAside) }
            : spec;
    }

    private static BudgetSpec WithLimit(BudgetSpec budget, Money limit) => budget with
    {
        LimitUsd = limit.Usd,
        ExpectedUsd = budget.ExpectedUsd is { } expected ? Math.Min(expected, limit.Usd) : null,
    };

    /// <summary>Starts a study, on behalf of the schedule's owner.</summary>
    /// <returns>Why not; null when it was started, now or before.</returns>
    private async Task<string?> LaunchAsync(
        Schedule schedule, StudySpec spec, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (caller, ended) = await callers.FindAsync(schedule.Owner, cancellationToken);
        if (caller is null) return ended;
        if (await launch.CheckAsync(caller, spec, cancellationToken) is { } wrong) return Text(wrong);
        var (study, refusal) = await launch.StartAsync(caller, spec, client, cancellationToken);
        return study is null ? Text(refusal!) : null;
    }

    private static string Text(JsonAnswer refusal) =>
        refusal.Error is { } error ? string.Join(": ", new[] { error.Title, error.Detail }.OfType<string>()) : "it was refused";

    private async Task<Schedule> WatchAsync(
        Schedule schedule, ScheduleRun run, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var name = StudyName.Parse(run.Study);
        if (await studies.ReadAsync(name, cancellationToken) is not { } study)
            return RunStates.Deleted(schedule, run.Study, time.GetUtcNow());
        if (study.State == StudyState.Ended)
            return RunStates.Ended(schedule, study, await BestAsync(study, cancellationToken), time.GetUtcNow());
        // Again as long as it takes: a host may have died before it woke the study.
        if (run.IsCancelled
            && (await studies.StopAsync(name, StopMode.Now, cancellationToken)).Study is { State: StudyState.Running } stopping)
            await starter.WakeAsync(client, stopping, lostTrial: null, cancellationToken);
        return schedule;
    }

    private async Task<RunBest?> BestAsync(Study study, CancellationToken cancellationToken)
    {
        if (study.Best is not { } best) return null;
        var trial = await studies.FindTrialAsync(study.Name, best.Number, cancellationToken);
        var point = SpaceEditing.PointNow(study, best.Number, best.Parameters);
        return new RunBest(
            best.Number, best.Value, point, EvaluatedPoint.Of(study.Spec, point),
            Money.Max(trial?.Trial.Cost ?? Money.Zero, study.Ended > 0 ? study.Spent / study.Ended : Money.Zero));
    }

    private async Task<Schedule> CompareAsync(
        Schedule schedule, ScheduleRun run, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (run.Comparison is not null) return await WatchComparisonAsync(schedule, run, cancellationToken);
        if (RunStates.DecideAtOnce(schedule, run.Study, now) is var decided && !ReferenceEquals(decided, schedule)) return decided;
        if (await studies.ReadAsync(StudyName.Parse(run.Study), cancellationToken) is not { } study)
            return RunStates.DecideUncompared(schedule, run.Study, isPromoted: false, "its study was deleted", now);
        var (spec, isPromoted, reason) = Comparing.SpecOf(schedule, run, study);
        if (spec is null) return RunStates.DecideUncompared(schedule, run.Study, isPromoted, reason!, now);
        var refusal = await LaunchAsync(schedule, spec, client, cancellationToken);
        return refusal is null
            ? RunStates.Compares(schedule, run.Study)
            : RunStates.DecideUncompared(schedule, run.Study, isPromoted: false, $"it could not be compared: {refusal}", now);
    }

    private async Task<Schedule> WatchComparisonAsync(Schedule schedule, ScheduleRun run, CancellationToken cancellationToken)
    {
        var name = StudyName.Parse(run.Comparison);
        if (await studies.ReadAsync(name, cancellationToken) is not { } study)
            return RunStates.Compared(schedule, run.Study, null, time.GetUtcNow());
        if (study.State != StudyState.Ended) return schedule;
        var count = study.Spec.Trials / 2;
        var trials = await studies.ListTrialsAsync(name, 0, (2 * count) - 1, cancellationToken).ToListAsync(cancellationToken);
        return RunStates.Compared(schedule, run.Study, Comparing.Pairs(trials, count), time.GetUtcNow());
    }
}
