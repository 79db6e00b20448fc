using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Where the points of an advance come from: the study's queue, then its sampler, which is fitted when it is first needed.</summary>
internal sealed class PointSource(Study study, IReadOnlyList<Trial> trials, IReadOnlySet<int> untold, AdvanceInput input)
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> _startPoints = StartPoints.Of(study.Spec, input.History.Space);
    private SamplerHistory? _history;
    private ISuggester? _suggester;

    /// <summary>The point of trial <paramref name="number"/>, and the study whose queue no longer holds it.</summary>
    public (IReadOnlyDictionary<string, ParameterValue> Point, bool IsEnqueued, Study After) Next(Study current, int number)
    {
        var suggester = _suggester ??= input.Sampler.Prepare(_history ??= BringUpToDate());
        if (Enqueueing.Take(current, _startPoints) is not var (given, rest)) return (suggester.Suggest(number), false, current);

        var point = StartPoints.Complete(_history!.Space, given, suggester.Suggest(number), study.Spec.Seed, number);
        // The sampler must know what is really tried.
        _history.Set(new SampledTrial(number, TrialState.Waiting, point, null));
        _suggester = null;
        return (point, true, rest);
    }

    /// <summary>Tells the history what it does not know yet: ended trials never change, so only those after the first that is open can be new.</summary>
    private SamplerHistory BringUpToDate()
    {
        var history = input.History;
        history.KeepFirst(trials.Count);
        for (var i = history.EndedCount; i < trials.Count; i++) history.Set(Sampled(trials[i]));
        var ledger = study.Ledger;
        history.SpentShare = ledger.Limit is > 0 and var limit ? Math.Clamp((double)(ledger.Spent + ledger.Reserved) / limit, 0, 1) : 0;
        return history;
    }

    private SampledTrial Sampled(Trial trial)
    {
        if (untold.Contains(trial.Number)) return new SampledTrial(trial.Number, TrialState.Running, trial.Parameters, null);
        var names = study.Spec.Constraints;
        return new SampledTrial(trial.Number, trial.State, trial.Parameters, trial.Values)
        {
            Constraints = names is not null && trial.Constraints is { } values && names.All(values.ContainsKey) ? [.. names.Select(n => values[n])] : null,
            CostMicroUsd = trial.CostMicroUsd,
        };
    }
}
