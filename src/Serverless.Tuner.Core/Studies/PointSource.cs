using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Where the points of an advance come from: the study's queue,
/// then its sampler, which is fitted when it is first needed.</summary>
internal sealed class PointSource
{
    // How often a point that was given in part is completed at random before it is dropped because each result was tried.
    private const int Completions = 16;

    // What may be tried may be little of a space of which points are excluded.
    private const int CompletionsBesideRegions = 1_000;

    private readonly Study _study;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> _startPoints;
    private readonly FreshPoints _points;
    private readonly TrialOrigin _origin;

    /// <summary>Brings the sampler's history up to date.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">All its trials.</param>
    /// <param name="sampler">The study's sampler.</param>
    /// <param name="history">What it knows of the study.</param>
    public PointSource(Study study, IReadOnlyList<Trial> trials, ISampler sampler, SamplerHistory history)
    {
        _study = study;
        _startPoints = StartPoints.Of(study, history.Declared ?? history.Space);
        _origin = new TrialOrigin { Version = SamplerVersion.Of(sampler), Batch = study.NextNumber };
        _points = new FreshPoints(sampler, history);
        History = history;
        BringUpToDate(History, study, trials);
    }

    /// <summary>What the sampler knows of the study.</summary>
    public SamplerHistory History { get; }

    /// <summary>The space in which points may be asked for.</summary>
    private SearchSpace Asked => History.Declared ?? History.Space;

    /// <summary>Puts what is new of a study's trials into its sampler's history.</summary>
    public static void BringUpToDate(SamplerHistory history, Study study, IReadOnlyList<Trial> trials)
    {
        // Only trials that the study has counted: whether the row of another
        // has its outcome may differ when the same advance is computed again.
        var untold = study.Open.Select(o => o.Number).ToHashSet();
        // Ended trials never change: only those after the first that is open can be new.
        history.KeepBelow(trials.Count);
        var evidence = study.Edits.Count == 0 ? null : new Evidence(study, history.Space);
        for (var i = history.FirstUnsettled; i < trials.Count; i++)
            if ((evidence is null ? trials[i].Parameters : evidence.Of(trials[i])) is { } point)
                history.Set(Sampled(study.Spec, history, trials[i] with { Parameters = point }, untold.Contains(trials[i].Number)));
    }

    /// <summary>The point of trial <paramref name="number"/>.</summary>
    /// <param name="current">The study, as far as its queue has been taken from.</param>
    /// <param name="number">The trial.</param>
    public NextPoint Next(Study current, int number)
    {
        while (Enqueueing.Take(current, _startPoints) is var (given, rest))
        {
            var before = current;
            var isDefault = current.StartPointsTaken == 0 && StartPoints.BeginWithDefaults(_startPoints, _study.Spec);
            current = rest;
            if (Complete(given, number) is not var (point, isWhole))
            {
                // The sampler may have suggested values for this point, which becomes no trial.
                _points.Forget();
                continue;
            }

            _points.Add(number, point);
            return new NextPoint(point, true, Enqueueing.Noted(before, current, number), _origin with
            {
                Kind = isDefault ? OriginKind.Default : OriginKind.Enqueued,
                Given = isWhole ? null : [.. given.Keys],
                Warm = Enqueueing.WarmPointOf(before, current),
            });
        }

        var next = _points.Next(number);
        return new NextPoint(next, false, current, _origin with { Note = _points.Note, Replaced = _points.IsReplaced });
    }

    /// <summary>A point that was given, with what it lacks from the sampler, and whether it lacked nothing; null when it was tried and
    /// must not be again, or is excluded.</summary>
    private (IReadOnlyDictionary<string, ParameterValue> Point, bool IsWhole)? Complete(
        IReadOnlyDictionary<string, ParameterValue> given, int number)
    {
        if (StartPoints.Whole(Asked, given) is { } whole) return MayBeTried(whole) ? (whole, true) : null;

        var suggested = StartPoints.Complete(Asked, given, _points.Suggest(number), _study.Spec.Seed, number);
        var point = suggested;
        var completions = History.Excluded is null ? Completions : CompletionsBesideRegions;
        for (var i = 1; i <= completions && (_points.IsRepeated(point) || _points.IsExcluded(point)); i++)
            point = StartPoints.Complete(Asked, given, StartPoints.Nothing, _study.Spec.Seed + i, number);
        if (!_points.IsRepeated(point) && !_points.IsExcluded(point)) return (point, false);
        return MayBeTried(suggested) ? (suggested, false) : null;
    }

    /// <summary>What was asked for is tried again, unless the study is deterministic.</summary>
    private bool MayBeTried(IReadOnlyDictionary<string, ParameterValue> given) =>
        !_points.IsExcluded(given) && (!History.IsDeterministic || History.Space.IsOpen || !_points.IsRepeated(given));

    /// <summary>Whether the cost of a trial that has ended tells what trials cost, also where the history leaves the trial out.</summary>
    public static bool HasCost(Study study, SamplerHistory history, Trial trial) =>
        trial.HasEnded
        && new EncodedTrial(Sampled(study.Spec, history, trial, isRunning: false), history.Encoding, history.Directions).HasCost;

    private static SampledTrial Sampled(StudySpec spec, SamplerHistory history, Trial trial, bool isRunning)
    {
        if (isRunning) return new SampledTrial(trial.Number, TrialState.Running, trial.Parameters, null);
        return new SampledTrial(trial.Number, trial.State, trial.Parameters, trial.Outcome.Values)
        {
            Constraints = (history.Constraints ?? GuardRails.ConstraintNames(spec)) is { Count: > 0 } names
                ? [.. names.Select(
                    n => trial.Outcome.Constraints is { } told && told.TryGetValue(n, out var value) ? value : Untold(spec, trial))]
                : null,
            Step = trial.LastStep,
            Cost = trial.Cost,
            IsCostLowerBound = WasCutShort(spec, trial),
        };
    }

    /// <summary>The value of a constraint that a trial does not name: a pruned one may not have come to it, and is not known to keep
    /// it; one that went to its end and may name what it likes keeps it.</summary>
    private static double Untold(StudySpec spec, Trial trial) =>
        trial.State == TrialState.Complete && spec.TakesAnyConstraint ? 0 : double.NaN;

    /// <summary>Whether a whole evaluation would have taken longer; one that rested on too little went to its end all the same.</summary>
    private static bool WasCutShort(StudySpec spec, Trial trial) => trial.State switch
    {
        TrialState.Pruned => !GuardRails.IsTooLittle(trial.Outcome.Reason),
        TrialState.Failed => spec.TrialTimeoutSeconds is { } timeout && trial.EndedAt - trial.StartedAt >= TimeSpan.FromSeconds(timeout),
        _ => false,
    };
}
