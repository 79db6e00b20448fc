using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Where the points of an advance come from: the study's queue, then its sampler, which is fitted when it is first needed.</summary>
internal sealed class PointSource
{
    private readonly Study _study;
    private readonly ISampler _sampler;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> _startPoints;
    private ISuggester? _suggester;

    /// <summary>Brings the sampler's history up to date.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">All its trials.</param>
    /// <param name="untold">Those among them that count as running, whatever their rows say.</param>
    /// <param name="input">The sampler and its history.</param>
    public PointSource(Study study, IReadOnlyList<Trial> trials, IReadOnlySet<int> untold, AdvanceInput input)
    {
        _study = study;
        _sampler = input.Sampler;
        _startPoints = StartPoints.Of(study.Spec, input.History.Space);
        History = input.History;
        // Ended trials never change: only those after the first that is open can be new.
        History.KeepFirst(trials.Count);
        for (var i = History.EndedCount; i < trials.Count; i++) History.Set(Sampled(trials[i], untold.Contains(trials[i].Number)));
        var ledger = study.Ledger;
        History.SpentShare = ledger.Limit is > 0 and var limit ? Math.Clamp((double)(ledger.Spent + ledger.Reserved) / limit, 0, 1) : 0;
    }

    /// <summary>What the sampler knows of the study.</summary>
    public SamplerHistory History { get; }

    /// <summary>The point of trial <paramref name="number"/>, and the study whose queue no longer holds it.</summary>
    public (IReadOnlyDictionary<string, ParameterValue> Point, bool IsEnqueued, Study After) Next(Study current, int number)
    {
        var suggester = _suggester ??= _sampler.Prepare(History);
        if (Enqueueing.Take(current, _startPoints) is not var (given, rest)) return (suggester.Suggest(number), false, current);

        var point = StartPoints.Complete(History.Space, given, suggester.Suggest(number), _study.Spec.Seed, number);
        // The sampler must know what is really tried.
        History.Set(new SampledTrial(number, TrialState.Waiting, point, null));
        _suggester = null;
        return (point, true, rest);
    }

    private SampledTrial Sampled(Trial trial, bool isRunning)
    {
        if (isRunning) return new SampledTrial(trial.Number, TrialState.Running, trial.Parameters, null);
        var names = _study.Spec.Constraints;
        return new SampledTrial(trial.Number, trial.State, trial.Parameters, trial.Values)
        {
            Constraints = names is not null && trial.Constraints is { } values && names.All(values.ContainsKey) ? [.. names.Select(n => values[n])] : null,
            CostMicroUsd = trial.CostMicroUsd,
        };
    }
}
