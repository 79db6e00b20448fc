using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Where the points of an advance come from: the study's queue,
/// then its sampler, which is fitted when it is first needed.</summary>
internal sealed class PointSource
{
    // How often a point that was given in part is completed at random before it is dropped because each result was tried.
    private const int Completions = 16;

    private readonly Study _study;
    private readonly ISampler _sampler;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> _startPoints;
    private readonly List<SampledTrial> _new = [];
    private readonly HashSet<double[]> _taken = new(PointComparer.Instance);
    private ISuggester? _suggester;

    /// <summary>Brings the sampler's history up to date.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">All its trials.</param>
    /// <param name="sampler">The study's sampler.</param>
    /// <param name="history">What it knows of the study.</param>
    public PointSource(Study study, IReadOnlyList<Trial> trials, ISampler sampler, SamplerHistory history)
    {
        _study = study;
        _sampler = sampler;
        _startPoints = StartPoints.Of(study.Spec, history.Space);
        History = history;
        BringUpToDate(History, study, trials);
    }

    /// <summary>What the sampler knows of the study.</summary>
    public SamplerHistory History { get; }

    /// <summary>Puts what is new of a study's trials into its sampler's history.</summary>
    public static void BringUpToDate(SamplerHistory history, Study study, IReadOnlyList<Trial> trials)
    {
        // Only trials that the study has counted: whether the row of another
        // has its outcome may differ when the same advance is computed again.
        var untold = study.Open.Select(o => o.Number).ToHashSet();
        // Ended trials never change: only those after the first that is open can be new.
        history.KeepFirst(trials.Count);
        for (var i = history.EndedCount; i < trials.Count; i++)
            history.Set(Sampled(study.Spec, trials[i], untold.Contains(trials[i].Number)));
    }

    /// <summary>The point of trial <paramref name="number"/>.</summary>
    /// <param name="current">The study, as far as its queue has been taken from.</param>
    /// <param name="number">The trial.</param>
    public NextPoint Next(Study current, int number)
    {
        while (Enqueueing.Take(current, _startPoints) is var (given, rest))
        {
            current = rest;
            if (Complete(given, number) is not { } point)
            {
                // The sampler may have suggested values for this point, which becomes no trial.
                _suggester = null;
                continue;
            }

            Take(number, point);
            TellSampler();
            return new NextPoint(point, true, current);
        }

        var suggested = Suggest(number);
        if (!IsTried(suggested))
        {
            Take(number, suggested);
            return new NextPoint(suggested, false, current);
        }

        if (UntriedPoint.Near(History, suggested, IsTried, number) is not { } other) return new NextPoint(null, false, current);
        Take(number, other);
        TellSampler();
        return new NextPoint(other, false, current);
    }

    private IReadOnlyDictionary<string, ParameterValue> Suggest(int number) => (_suggester ??= _sampler.Prepare(History)).Suggest(number);

    /// <summary>A point that was given, with what it lacks from the sampler; null when it was tried and must not be again.</summary>
    private IReadOnlyDictionary<string, ParameterValue>? Complete(IReadOnlyDictionary<string, ParameterValue> given, int number)
    {
        if (StartPoints.Whole(History.Space, given) is { } whole) return IsTried(whole) ? null : whole;

        var point = StartPoints.Complete(History.Space, given, Suggest(number), _study.Spec.Seed, number);
        for (var i = 1; i <= Completions && IsTried(point); i++)
            point = StartPoints.Complete(History.Space, given, StartPoints.Nothing, _study.Spec.Seed + i, number);
        return IsTried(point) ? null : point;
    }

    private bool IsTried(IReadOnlyDictionary<string, ParameterValue> point) =>
        _study.Spec.Deterministic && IsTried(History.Encoding.Encode(point));

    private bool IsTried(double[] point) => _taken.Contains(point) || History.Contains(point);

    private void Take(int number, IReadOnlyDictionary<string, ParameterValue> point)
    {
        _new.Add(new SampledTrial(number, TrialState.Waiting, point, null));
        if (_study.Spec.Deterministic) _taken.Add(History.Encoding.Encode(point));
    }

    /// <summary>The last point is not the one that the sampler suggested: before its
    /// next suggestion it is fitted again, to all points of this advance.</summary>
    private void TellSampler()
    {
        foreach (var trial in _new) History.Set(trial);
        _new.Clear();
        _suggester = null;
    }

    private static SampledTrial Sampled(StudySpec spec, Trial trial, bool isRunning)
    {
        if (isRunning) return new SampledTrial(trial.Number, TrialState.Running, trial.Parameters, null);
        return new SampledTrial(trial.Number, trial.State, trial.Parameters, trial.Outcome.Values)
        {
            // A pruned trial may not have come to its constraints: then it is not known to keep them.
            Constraints = GuardRails.ConstraintNames(spec) is { Count: > 0 } names
                ? [.. names.Select(
                    n => trial.Outcome.Constraints is { } values && values.TryGetValue(n, out var value) ? value : double.NaN)]
                : null,
            Step = trial.LastStep,
            Cost = trial.Cost,
            IsCostLowerBound = WasCutShort(spec, trial),
        };
    }

    /// <summary>Whether a whole evaluation would have taken longer; one that rested on too little went to its end all the same.</summary>
    private static bool WasCutShort(StudySpec spec, Trial trial) => trial.State switch
    {
        TrialState.Pruned => !GuardRails.IsTooLittle(trial.Outcome.Reason),
        TrialState.Failed => spec.TrialTimeoutSeconds is { } timeout && trial.EndedAt - trial.StartedAt >= TimeSpan.FromSeconds(timeout),
        _ => false,
    };
}
