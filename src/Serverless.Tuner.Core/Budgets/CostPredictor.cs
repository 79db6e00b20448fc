using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Costs;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// Predicts what a trial will cost, and says what to set aside for it: from the price itself where it is fixed; from what the study
/// file says before there is data; from quantiles of what trials cost; and from a regression on the parameters once that tells more.
/// </summary>
internal sealed class CostPredictor
{
    private const int FewestCosts = 3;

    // The newest, because an objective's price may drift, and because an advance of a study of very many trials is not to go through all.
    private const int MostCosts = 1000;

    // Nine trials out of ten cost no more than the upper prediction; and the score of that quantile on the standard normal distribution.
    private const double UpperQuantile = 0.9;
    private const double UpperScore = 1.2815515655446004;

    private readonly BudgetPolicy _policy;
    private readonly SamplerHistory _history;
    private readonly CostModel? _model;
    private readonly Money _expected;
    private readonly Money _upper;

    /// <summary>What an attempt costs at least.</summary>
    private readonly Money _floor;

    /// <summary>What an attempt costs at most: its timeout, and the grace period
    /// after it, at the meter's rate; null when nothing bounds it.</summary>
    private readonly Money? _ceiling;

    /// <summary>What the strict policy sets aside for any point; null when that depends on the point.</summary>
    private readonly Money? _strict;

    /// <summary>Whether costs are known that objectives report: unlike time, they cannot be cut short when the money is used up.</summary>
    private readonly bool _isKnownReported;

    /// <summary>The largest reported cost, where the policy is strict.</summary>
    private readonly Money _mostReported;

    /// <summary>Every attempt costs the same.</summary>
    private CostPredictor(SamplerHistory history, Money price)
    {
        _history = history;
        (_floor, _expected, _upper, _ceiling, Cheapest) = (price, price, price, price, price);
    }

    private CostPredictor(StudySpec spec, BudgetSpec budget, SamplerHistory history, Money? groupLimit)
    {
        _history = history;
        _policy = budget.Policy;
        var meter = Meter.Of(budget);
        var isReported = Meter.CountsReported(budget);
        _floor = meter?.Charge(TimeSpan.Zero) ?? Money.Zero;
        if (!isReported) _ceiling = Ceiling(spec, meter!);
        var costs = Costs(history);
        var isYoung = costs.Count < FewestCosts;
        _isKnownReported = isReported && costs.Count > 0;
        if (_isKnownReported && _policy == BudgetPolicy.Strict) _mostReported = Money.Max(history.Tally.MostCost, costs.Max());
        IsGuess = isYoung && !_isKnownReported && budget.ExpectedUsd is null;
        // What is known beforehand counts like one trial, until there are three.
        if (isYoung) costs.Add(Prior(spec, budget, groupLimit));
        costs.Sort();
        _expected = costs[costs.Count / 2];
        _upper = costs[Math.Min(costs.Count, (int)Math.Ceiling(UpperQuantile * (costs.Count + 1))) - 1];
        _model = FirmModel(history);
        Cheapest = Within(_model?.Cheapest ?? (isYoung ? Money.Least : costs[0]));
        _strict = _ceiling;
        if (isReported && meter is null) _strict ??= Money.Max(costs[^1], _mostReported);
    }

    /// <summary>The least that a trial can be expected to cost: when less is left, nothing can fit.</summary>
    public Money Cheapest { get; }

    /// <summary>Whether every point costs the same as far as is known.</summary>
    public bool IsFlat => _model is null;

    /// <summary>Whether the prediction rests on hardly any data, so that it is no reason to leave money unused.</summary>
    public bool IsGuess { get; }

    /// <summary>Learns from the trials that have ended.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="history">Its trials; those that were not told count as running.</param>
    /// <param name="groupLimit">What the study can have of its group's budget; null where it has no group.</param>
    public static CostPredictor Fit(StudySpec spec, SamplerHistory history, Money? groupLimit = null)
    {
        if (spec.Budget is not { } budget) return new(history, Money.Zero);
        return !Meter.CountsReported(budget) && Meter.Of(budget) is { ChargesTime: false } meter
            ? new(history, meter.Charge(TimeSpan.Zero))
            : new(spec, budget, history, groupLimit);
    }

    /// <summary>What a trial at a point costs more often than not.</summary>
    public Money Predict(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        Within(_model?.Median(_history.Encoding.Encode(parameters)) ?? _expected);

    /// <summary>What nine trials in ten at such a point do not exceed.</summary>
    public Money Upper(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        Within(_model?.Quantile(_history.Encoding.Encode(parameters), UpperScore) ?? _upper);

    /// <summary>
    /// What is to be set aside for a trial at a point. With the policy <c>strict</c> the most that an attempt can cost where its
    /// timeout bounds that, and of costs that are only reported the largest known; else the upper prediction.
    /// </summary>
    public Money Reservation(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        _policy == BudgetPolicy.Strict && _strict is { } strict ? Within(strict) : Upper(parameters);

    /// <summary>
    /// What a trial at a point is known to need at least, because trials before it reported such costs; zero where no cost was reported.
    /// A trial that runs needs as much, whatever was set aside for it when less was known.
    /// </summary>
    public Money KnownNeed(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        _isKnownReported ? Money.Max(_mostReported, Predict(parameters)) : Money.Zero;

    /// <summary>What the newest trials cost that went to their end; of those that were cut short the median of the more expensive ones.
    /// </summary>
    private static List<Money> Costs(SamplerHistory history)
    {
        var (whole, bounds) = (new List<Money>(), new List<Money>());
        for (var i = history.Encoded.Count - 1; i >= 0 && whole.Count + bounds.Count < MostCosts; i--)
            if (history.Encoded[i] is { HasCost: true } trial)
                (trial.IsCostLowerBound ? bounds : whole).Add(trial.Cost);
        whole.Sort();
        return [.. whole, .. bounds.Select(Beyond)];

        Money Beyond(Money bound)
        {
            var costlier = whole.Count - whole.FindLastIndex(cost => cost <= bound) - 1;
            return costlier == 0 ? bound : whole[whole.Count - 1 - (costlier / 2)];
        }
    }

    /// <summary>The most that an attempt can cost: its timeout and the grace period after it; null when nothing bounds it.</summary>
    private static Money? Ceiling(StudySpec spec, Meter meter) =>
        spec.TrialTimeoutSeconds is { } timeout ? meter.Charge(TimeSpan.FromSeconds(timeout + spec.GracePeriodSeconds)) : null;

    private static CostModel? FirmModel(SamplerHistory history) => CostModel.TryFit(history) is { IsFirm: true } model ? model : null;

    /// <summary>What a trial is expected to cost before any has ended: what the study file
    /// says, else the budget's share of a trial, but no more than its timeout allows.</summary>
    private Money Prior(StudySpec spec, BudgetSpec budget, Money? groupLimit)
    {
        if (budget.ExpectedUsd is { } expected) return Within(Money.Cost(expected));
        var limit = Money.Min(budget.LimitUsd is { } own ? Money.Limit(own) : Money.Unlimited, groupLimit ?? Money.Unlimited);
        return Within(Money.Max(Money.Least, limit / Math.Max(spec.Trials, AtOnce(spec))));
    }

    /// <summary>How many trials share the money at once; how many workers of an external study will come is not known.</summary>
    private static int AtOnce(StudySpec spec) => spec.IsExternal ? 1 : spec.Parallelism;

    private Money Within(Money cost) => Money.Max(_floor, Money.Min(cost, _ceiling ?? Money.Unlimited));
}
