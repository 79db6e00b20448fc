using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.SearchSpaces;
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
    private const int RegressionTrials = 500;

    private readonly long _flat;
    private readonly CostRegression? _regression;

    private CostPredictor(long flat, long cheapest, CostRegression? regression)
    {
        _flat = flat;
        Cheapest = cheapest;
        _regression = regression;
    }

    /// <summary>The least that a trial can be expected to cost, in micro-dollars: when less is left, nothing can fit.</summary>
    public long Cheapest { get; }

    /// <summary>Whether every point costs the same as far as is known.</summary>
    public bool IsFlat => _regression is null;

    /// <summary>Whether there is no data yet, so that a prediction is the budget's share of a trial.</summary>
    public bool IsGuess { get; private init; }

    /// <summary>Learns from <paramref name="trials"/>; those that were really evaluated count.</summary>
    public static CostPredictor Fit(StudySpec spec, SearchSpace space, IReadOnlyList<Trial> trials)
    {
        if (spec.Budget is not { } budget) return new CostPredictor(0, 0, null);
        if (budget.UsdPerTrial is { } price) return Flat(Money.MicroFromUsd(price));

        // Failed trials tell little of what a trial costs that succeeds.
        var finished = trials.Where(t => t.State is TrialState.Complete or TrialState.Pruned && t.Attempt > 0).ToList();
        if (finished.Count < QuantileFrom)
        {
            var share = Math.Max(1, Money.LimitFromUsd(budget.LimitUsd) / Math.Max(spec.Trials, spec.Parallelism));
            return new CostPredictor(share, 1, null) { IsGuess = true };
        }

        var costs = finished.Select(t => t.CostMicroUsd).Order().ToList();
        var flat = costs[(int)((costs.Count - 1) * Quantile)];
        // The newest tell enough, and keep the fit's cost from growing with the study.
        var regression = CostRegression.TryFit(space, finished.Count > RegressionTrials ? finished[^RegressionTrials..] : finished);
        return new CostPredictor(flat, regression?.Cheapest ?? costs[0], regression);

        static CostPredictor Flat(long micro) => new(micro, micro, null);
    }

    /// <summary>The predicted cost of a point in micro-dollars.</summary>
    public long Predict(IReadOnlyDictionary<string, ParameterValue> parameters) => _regression?.Predict(parameters) ?? _flat;
}
