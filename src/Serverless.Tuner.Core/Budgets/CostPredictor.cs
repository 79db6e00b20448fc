using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// Predicts what a trial will cost from what finished ones did: the price itself where it is fixed; the budget's share of a
/// trial before there is data; a high quantile; and a regression on the parameters once there is enough.
/// </summary>
public sealed class CostPredictor
{
    private const int QuantileFrom = 3;
    private const double Quantile = 0.8;

    private readonly long _flat;
    private readonly PointEncoding? _encoding;
    private readonly CostModel? _model;

    private CostPredictor(long flat, long cheapest)
    {
        _flat = flat;
        Cheapest = cheapest;
    }

    private CostPredictor(long flat, CostModel model, PointEncoding encoding)
        : this(flat, model.Cheapest) => (_model, _encoding) = (model, encoding);

    /// <summary>The least that a trial can be expected to cost, in micro-dollars: when less is left, nothing can fit.</summary>
    public long Cheapest { get; }

    /// <summary>Whether every point costs the same as far as is known.</summary>
    public bool IsFlat => _model is null;

    /// <summary>Whether there is no data yet, so that a prediction is the budget's share of a trial.</summary>
    public bool IsGuess { get; private init; }

    /// <summary>Learns from <paramref name="trials"/>; those that were really evaluated count.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="trials">Its trials that were told.</param>
    /// <param name="history">The same as the sampler knows them.</param>
    public static CostPredictor Fit(StudySpec spec, IReadOnlyList<Trial> trials, SamplerHistory history)
    {
        if (spec.Budget is not { } budget) return new CostPredictor(0, 0);
        if (budget.UsdPerTrial is { } price) return Flat(Money.MicroFromUsd(price));

        // Failed trials tell little of what a trial costs that succeeds.
        var finished = trials.Where(t => t.State is TrialState.Complete or TrialState.Pruned && t.Attempt > 0).ToList();
        if (finished.Count < QuantileFrom)
        {
            var share = Math.Max(1, Money.LimitFromUsd(budget.LimitUsd) / Math.Max(spec.Trials, spec.Parallelism));
            return new CostPredictor(share, 1) { IsGuess = true };
        }

        var costs = finished.Select(t => t.CostMicroUsd).Order().ToList();
        var flat = costs[(int)((costs.Count - 1) * Quantile)];
        return CostModel.TryFit(history) is { IsFirm: true } model ? new CostPredictor(flat, model, history.Encoding) : new CostPredictor(flat, costs[0]);

        static CostPredictor Flat(long micro) => new(micro, micro);
    }

    /// <summary>The predicted cost of a point in micro-dollars.</summary>
    public long Predict(IReadOnlyDictionary<string, ParameterValue> parameters) => _model?.Cost(_encoding!.Encode(parameters)) ?? _flat;
}
