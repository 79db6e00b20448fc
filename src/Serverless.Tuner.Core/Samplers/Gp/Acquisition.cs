using Serverless.Tuner.Core.Samplers.Costs;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>What a suggestion maximises: log improvement + Σ log feasibility − α log cost, as a function of genes.</summary>
/// <param name="space">The dimensions.</param>
/// <param name="objectives">A process for each objective.</param>
/// <param name="losses">The loss that each models by a prediction; null where what they model is none of the study's values.</param>
/// <param name="improvement">How they improve; null while nothing feasible is known, when only feasibility counts.</param>
/// <param name="feasibilities">One for each constraint.</param>
/// <param name="cost">What a point costs; null when that does not matter.</param>
/// <param name="costWeight">α, 0 to 1.</param>
internal sealed class Acquisition(
    GpSpace space, GaussianProcess[] objectives, Func<double, double>[]? losses, IImprovement? improvement, Feasibility[] feasibilities,
    CostModel? cost, double costWeight)
{
    private readonly double[] _features = new double[space.Dimensions.Count];
    private readonly double[] _point = new double[space.Parameters];
    private readonly double[] _means = new double[objectives.Length];
    private readonly double[] _deviations = new double[objectives.Length];
    private readonly double[] _meanSlopes = new double[objectives.Length];
    private readonly double[] _deviationSlopes = new double[objectives.Length];
    private IImprovement? _improvement = improvement;

    /// <summary>Whether a process follows what earlier studies predict.</summary>
    public bool FollowsEarlier => Array.Exists(objectives, o => o.FollowsEarlier);

    /// <summary>The length scale of each dimension, of the first objective; null while none is modelled.</summary>
    public double[]? Lengths => objectives.Length == 0 ? null : objectives[0].Lengths;

    private bool HasCost => costWeight > 0 && cost is not null;

    /// <summary>Adds the point of a trial without a value to all processes as if it had the
    /// values that they predict for it, so that the next point must improve on those.</summary>
    public void AddPending(ReadOnlySpan<double> point)
    {
        space.Features(point, _features);
        var isFeasible = Array.TrueForAll(feasibilities, f => f.Process.Predict(_features).Mean <= f.Limit);
        if (isFeasible) _improvement = _improvement?.With([.. objectives.Select(o => o.Predict(_features).Mean)]);
        foreach (var process in objectives) process.AddPending(_features);
        foreach (var feasibility in feasibilities) feasibility.Process.AddPending(_features);
    }

    /// <summary>What is expected of the objectives at genes, on their own scales: the least values and the standard deviations; null
    /// where that is not known.</summary>
    public (double[] Losses, double[] Deviations)? Forecast(ReadOnlySpan<double> genes)
    {
        if (losses is null || objectives.Length == 0) return null;
        space.Express(genes, _features);
        var (expected, deviations) = (new double[objectives.Length], new double[objectives.Length]);
        for (var i = 0; i < objectives.Length; i++)
        {
            var (mean, deviation) = objectives[i].Predict(_features);
            expected[i] = losses[i](mean);
            deviations[i] = Math.Abs(losses[i](mean + deviation) - losses[i](mean - deviation)) / 2;
        }

        return (expected, deviations);
    }

    public double Value(ReadOnlySpan<double> genes) => Evaluate(genes, []);

    /// <summary>The value for genes, and its gradient by all that are not choices (0 for those).</summary>
    public double Evaluate(ReadOnlySpan<double> genes, Span<double> gradient)
    {
        space.Express(genes, _features);
        gradient.Clear();
        var value = _improvement is null ? 0 : LogImprovement(_improvement, gradient);
        foreach (var feasibility in feasibilities) value += LogFeasibility(feasibility, gradient);
        if (HasCost)
        {
            value -= WeightedCost(genes);
            for (var i = 0; i < gradient.Length; i++)
                if (!space.IsChoice[i])
                    gradient[i] -= costWeight * cost!.Slope(space.Dimensions[i].Parameter, genes[i]);
        }

        for (var i = 0; i < gradient.Length; i++)
            if (!space.IsActive(i))
                gradient[i] = 0;
        return value;
    }

    public double[] Values(IReadOnlyList<double[]> genes)
    {
        var count = genes.Count;
        var table = new FeatureTable(space.IsChoice, count);
        foreach (var row in genes)
        {
            space.Express(row, _features);
            table.Add(_features);
        }

        var values = new double[count];
        if (_improvement is not null)
        {
            var means = objectives.Select(_ => new double[count]).ToArray();
            var deviations = objectives.Select(_ => new double[count]).ToArray();
            for (var i = 0; i < objectives.Length; i++) objectives[i].Predict(table, means[i], deviations[i]);
            for (var k = 0; k < count; k++)
            {
                for (var i = 0; i < objectives.Length; i++) (_means[i], _deviations[i]) = (means[i][k], deviations[i][k]);
                values[k] = _improvement.Log(_means, _deviations, _meanSlopes, _deviationSlopes);
            }
        }

        var (mean, deviation) = (new double[count], new double[count]);
        foreach (var feasibility in feasibilities)
        {
            feasibility.Process.Predict(table, mean, deviation);
            for (var k = 0; k < count; k++) values[k] += feasibility.Log(mean[k], deviation[k]).Log;
        }

        for (var k = 0; HasCost && k < count; k++) values[k] -= WeightedCost(genes[k]);
        return values;
    }

    private double LogImprovement(IImprovement improvement, Span<double> gradient)
    {
        for (var i = 0; i < objectives.Length; i++) (_means[i], _deviations[i]) = objectives[i].Predict(_features);
        var log = improvement.Log(_means, _deviations, _meanSlopes, _deviationSlopes);
        for (var i = 0; gradient.Length > 0 && i < objectives.Length; i++)
            objectives[i].AddGradient(_features, _meanSlopes[i], _deviationSlopes[i], gradient);
        return log;
    }

    private double LogFeasibility(Feasibility feasibility, Span<double> gradient)
    {
        var (mean, deviation) = feasibility.Process.Predict(_features);
        var (log, meanSlope, deviationSlope) = feasibility.Log(mean, deviation);
        if (gradient.Length > 0) feasibility.Process.AddGradient(_features, meanSlope, deviationSlope, gradient);
        return log;
    }

    private double WeightedCost(ReadOnlySpan<double> genes)
    {
        space.Complete(genes, _point);
        return costWeight * cost!.LogCost(_point);
    }
}
