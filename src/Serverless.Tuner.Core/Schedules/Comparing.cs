using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>The small study in which a run's best and the promoted point are evaluated in turn, as often as the schedule asks.</summary>
public static class Comparing
{
    /// <summary>Of a limit at most one in so many parts is set aside.</summary>
    private const int LargestPart = 2;

    /// <summary>The study of a comparison: trials 0, 2, 4 … are the promoted point, 1, 3, 5 … the new one.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="run">The run.</param>
    /// <param name="study">Its study, which has ended.</param>
    /// <returns>The spec; or why nothing is compared, and whether the new point is then promoted.</returns>
    public static (StudySpec? Spec, bool IsPromoted, string? Reason) SpecOf(Schedule schedule, ScheduleRun run, Study study)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(study);
        var (promoted, best) = (schedule.Promoted!.Best, run.Best!);
        if (!IsOf(study.Spec, promoted.Point)) return (null, true, "the study's space no longer holds the promoted point");
        var trials = 2 * schedule.Spec.Reevaluate;
        var budget = study.Spec.Budget;
        if (study.Ledger.Limit is { } limit)
        {
            // What was set aside for this, and what the run has left: with the run it costs no more than the template's limit.
            var left = limit + run.SetAside - study.Spent;
            if (left < Money.Least) return (null, false, "no money was left to compare it with the promoted point");
            var expected = Money.Max(Money.Least, Money.Min(Cost(promoted, best), left));
            budget = budget! with { LimitUsd = left.Usd, ExpectedUsd = expected.Usd };
        }

        return (study.Spec with
        {
            Name = RunNames.Comparison(run.Study),
            Trials = trials,
            Enqueue = [.. Enumerable.Range(0, trials).Select(i => i % 2 == 0 ? promoted.Point : best.Point)],
            Defaults = WithoutGiven(study.Spec.Defaults, promoted.Point, best.Point),
            // Each point is evaluated in full, by chance of its own.
            Deterministic = false,
            // With the seed of the run, a trial would repeat the luck by which its point was found.
            Seed = RunNames.SeedOf(RunNames.Comparison(run.Study), study.Spec.Seed),
            Sampler = SamplerSpec.Of("random"),
            Pruner = new PrunerSpec(),
            Target = null,
            PlateauTrials = null,
            PlateauThreshold = null,
            MaxFailures = null,
            Attributes = null,
            WarmStart = null,
            Notify = null,
            Mlflow = null,
            Budget = budget,
        }, false, null);
    }

    /// <summary>The values of a comparison that has ended, pair by pair; null when an evaluation has none.</summary>
    public static IReadOnlyList<(double Promoted, double New)>? Pairs(IReadOnlyList<Trial> trials, int count)
    {
        ArgumentNullException.ThrowIfNull(trials);
        double?[] values = [.. trials.Take(2 * count).Select(
            trial => trial is { State: TrialState.Complete, Outcome.Values: [var value, ..] } ? value : (double?)null)];
        return values.Length < 2 * count || values.Contains(null)
            ? null
            : [.. Enumerable.Range(0, count).Select(i => (values[2 * i]!.Value, values[(2 * i) + 1]!.Value))];
    }

    /// <summary>What of the limit a run that is taken now leaves for its comparison.</summary>
    internal static Money SetAside(Schedule schedule) =>
        schedule is { Promoted.Best: { } promoted, Spec.Study: { Deterministic: false, Budget.LimitUsd: > 0 and var limit } }
            ? Money.Min(
                new Money((long)Math.Min(2m * schedule.Spec.Reevaluate * promoted.Cost.Micro, long.MaxValue / 2)),
                Money.Limit(limit) / LargestPart)
            : Money.Zero;

    private static Money Cost(RunBest a, RunBest b) => Money.Max(a.Cost, b.Cost);

    private static bool IsOf(StudySpec spec, IReadOnlyDictionary<string, ParameterValue> point)
    {
        if (spec.OpenSpace) return true; // Its trials say what they take.
        var whole = StartPoints.Whole(SearchSpace.Of(spec), point);
        return whole is not null && whole.Count == point.Count
            && whole.All(value => point.TryGetValue(value.Key, out var given) && given == value.Value);
    }

    /// <summary>Defaults would be a point of their own, tried first; those that both points give say nothing.</summary>
    private static Dictionary<string, ParameterValue>? WithoutGiven(
        IReadOnlyDictionary<string, ParameterValue>? defaults, IReadOnlyDictionary<string, ParameterValue> a,
        IReadOnlyDictionary<string, ParameterValue> b) =>
        defaults?.Where(value => !(a.ContainsKey(value.Key) && b.ContainsKey(value.Key))).ToDictionary(StringComparer.Ordinal);
}
