using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.Costs;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>What a suggestion maximises: log improvement + Σ log feasibility − α log cost, as a function of genes.</summary>
internal sealed class Acquisition
{
    private readonly GpSpace _space;
    private readonly GaussianProcess[] _objectives;
    private readonly Feasibility[] _feasibilities;
    private readonly CostModel? _cost;
    private readonly double _costWeight;
    private readonly double[] _features;
    private readonly double[] _point;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly double[] _meanSlopes;
    private readonly double[] _deviationSlopes;
    private IImprovement? _improvement;

    /// <param name="space">The dimensions.</param>
    /// <param name="objectives">A process for each objective.</param>
    /// <param name="improvement">How they improve; null while nothing feasible is known, when only feasibility counts.</param>
    /// <param name="feasibilities">One for each constraint.</param>
    /// <param name="cost">What a point costs, when known.</param>
    /// <param name="costWeight">α, 0 to 1.</param>
    public Acquisition(GpSpace space, GaussianProcess[] objectives, IImprovement? improvement, Feasibility[] feasibilities, CostModel? cost, double costWeight)
    {
        _space = space;
        _objectives = objectives;
        _improvement = improvement;
        _feasibilities = feasibilities;
        _cost = costWeight > 0 ? cost : null;
        _costWeight = costWeight;
        _features = new double[space.Dimensions.Count];
        _point = new double[space.Parameters];
        _means = new double[objectives.Length];
        _deviations = new double[objectives.Length];
        _meanSlopes = new double[objectives.Length];
        _deviationSlopes = new double[objectives.Length];
    }

    /// <summary>Takes the point of a trial without a value into all processes, and believes what they predict for it: the next shall improve on that.</summary>
    public void AddPending(ReadOnlySpan<double> point)
    {
        _space.Features(point, _features);
        var isFeasible = Array.TrueForAll(_feasibilities, f => f.Process.Predict(_features).Mean <= f.Limit);
        if (isFeasible) _improvement = _improvement?.With([.. _objectives.Select(o => o.Predict(_features).Mean)]);
        foreach (var process in _objectives) process.AddPending(_features);
        foreach (var feasibility in _feasibilities) feasibility.Process.AddPending(_features);
    }

    /// <summary>The value for genes.</summary>
    public double Value(ReadOnlySpan<double> genes) => Evaluate(genes, []);

    /// <summary>The value for genes, and its gradient by all that are not choices (0 for those).</summary>
    public double Evaluate(ReadOnlySpan<double> genes, Span<double> gradient)
    {
        _space.Express(genes, _features);
        gradient.Clear();
        var value = 0.0;
        if (_improvement is not null)
        {
            for (var i = 0; i < _objectives.Length; i++) (_means[i], _deviations[i]) = _objectives[i].Predict(_features);
            value += _improvement.Log(_means, _deviations, _meanSlopes, _deviationSlopes);
            if (gradient.Length > 0)
                for (var i = 0; i < _objectives.Length; i++)
                    _objectives[i].AddGradient(_features, _meanSlopes[i], _deviationSlopes[i], gradient);
        }

        foreach (var feasibility in _feasibilities)
        {
            var (mean, deviation) = feasibility.Process.Predict(_features);
            var (log, meanSlope, deviationSlope) = feasibility.Log(mean, deviation);
            value += log;
            if (gradient.Length > 0) feasibility.Process.AddGradient(_features, meanSlope, deviationSlope, gradient);
        }

        if (_cost is not null)
        {
            _space.Complete(genes, _point);
            value -= _costWeight * _cost.LogCost(_point);
            for (var i = 0; i < gradient.Length; i++)
                if (!_space.IsChoice[i])
                    gradient[i] -= _costWeight * _cost.Slope(_space.Dimensions[i].Parameter, genes[i]);
        }

        for (var i = 0; i < gradient.Length; i++)
            if (!_space.IsActive(i))
                gradient[i] = 0;
        return value;
    }

    /// <summary>The values for many genes.</summary>
    public double[] Values(IReadOnlyList<double[]> genes)
    {
        var count = genes.Count;
        var table = new FeatureTable(_space.IsChoice, count);
        foreach (var row in genes)
        {
            _space.Express(row, _features);
            table.Add(_features);
        }

        var values = new double[count];
        if (_improvement is not null)
        {
            var means = _objectives.Select(_ => new double[count]).ToArray();
            var deviations = _objectives.Select(_ => new double[count]).ToArray();
            for (var i = 0; i < _objectives.Length; i++) _objectives[i].Predict(table, means[i], deviations[i]);
            for (var k = 0; k < count; k++)
            {
                for (var i = 0; i < _objectives.Length; i++) (_means[i], _deviations[i]) = (means[i][k], deviations[i][k]);
                values[k] = _improvement.Log(_means, _deviations, _meanSlopes, _deviationSlopes);
            }
        }

        var (mean, deviation) = (new double[count], new double[count]);
        foreach (var feasibility in _feasibilities)
        {
            feasibility.Process.Predict(table, mean, deviation);
            for (var k = 0; k < count; k++) values[k] += feasibility.Log(mean[k], deviation[k]).Log;
        }

        if (_cost is not null)
        {
            for (var k = 0; k < count; k++)
            {
                _space.Complete(genes[k], _point);
                values[k] -= _costWeight * _cost.LogCost(_point);
            }
        }

        return values;
    }
}
