using MathNet.Numerics.LinearAlgebra;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>
/// A ridge regression of the logarithm of the cost on the parameters: a number by its position in its range and that
/// position squared, a choice by one indicator each. Costs are mostly products (units × epochs / batch size), hence the logarithm.
/// </summary>
internal sealed class CostRegression
{
    private const double Ridge = 0.1;
    private const int MinTrials = 12;
    private const int MaxFeatures = 200;

    /// <summary>How far it is trusted beyond the costs seen: a factor of 2, as a logarithm.</summary>
    private const double Beyond = 0.6931471805599453;

    private readonly SearchSpace _space;
    private readonly Vector<double> _weights;
    private readonly double _mean;
    private readonly double _spread;
    private readonly double _least;
    private readonly double _most;

    private CostRegression(SearchSpace space, Vector<double> weights, double mean, double spread, double least, double most)
    {
        _space = space;
        _weights = weights;
        _mean = mean;
        _spread = spread;
        _least = least;
        _most = most;
    }

    /// <summary>Fits the model; null while there is too little data for it, or nothing that it could explain.</summary>
    public static CostRegression? TryFit(SearchSpace space, IReadOnlyList<Trial> finished)
    {
        var features = space.Parameters.Sum(Width);
        if (features > MaxFeatures || finished.Count < Math.Max(MinTrials, features / 2)) return null;

        var y = Vector<double>.Build.Dense(finished.Count, i => PortableMath.Log(Math.Max(1, finished[i].CostMicroUsd)));
        var mean = y.Average();
        var x = Matrix<double>.Build.Dense(finished.Count, features);
        for (var row = 0; row < finished.Count; row++) x.SetRow(row, Encode(space, finished[row].Parameters, features));

        var normal = x.TransposeThisAndMultiply(x) + (Matrix<double>.Build.DenseIdentity(features) * Ridge);
        var weights = normal.Cholesky().Solve(x.TransposeThisAndMultiply(y - mean));
        var residuals = y - mean - (x * weights);
        // The degrees of freedom that the fit used up make its own residuals too small.
        var freedom = Math.Max(finished.Count - (features / 2.0), finished.Count / 4.0);
        var spread = Math.Sqrt(residuals.DotProduct(residuals) / freedom);
        return new CostRegression(space, weights, mean, spread, y.Minimum(), y.Maximum());
    }

    /// <summary>The least that it predicts, in micro-dollars: half of what the cheapest trial seen did cost.</summary>
    public long Cheapest => (long)Math.Ceiling(PortableMath.Exp(_least - Beyond));

    /// <summary>One standard deviation above the expected cost, within half of the cheapest and twice the dearest trial seen.</summary>
    public long Predict(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var expected = _mean + Vector<double>.Build.Dense(Encode(_space, parameters, _weights.Count)).DotProduct(_weights);
        var log = Math.Clamp(expected + _spread, _least - Beyond, _most + Beyond);
        return (long)Math.Ceiling(PortableMath.Exp(log));
    }

    private static int Width(Parameter parameter) => parameter is CategoricalParameter c ? c.Choices.Count : 2;

    private static double[] Encode(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> parameters, int features)
    {
        var encoded = new double[features];
        var at = 0;
        foreach (var parameter in space.Parameters)
        {
            if (parameters.TryGetValue(parameter.Name, out var value))
            {
                if (parameter is CategoricalParameter categorical)
                {
                    if (categorical.IndexOf(value) is >= 0 and var index) encoded[at + index] = 1;
                }
                else
                {
                    var u = Position(parameter, value.AsDouble());
                    encoded[at] = u;
                    encoded[at + 1] = u * u;
                }
            }

            at += Width(parameter);
        }

        return encoded;
    }

    /// <summary>Where a value lies in its range, about -1 to 1.</summary>
    private static double Position(Parameter parameter, double value) => parameter switch
    {
        FloatParameter { Log: true } p => Between(PortableMath.Log(value), PortableMath.Log(p.Low), PortableMath.Log(p.High)),
        FloatParameter p => Between(value, p.Low, p.High),
        IntParameter { Log: true } p => Between(PortableMath.Log(value), PortableMath.Log(p.Low), PortableMath.Log(p.High)),
        IntParameter p => Between(value, p.Low, p.High),
        NormalParameter p => Math.Clamp(((p.Log ? PortableMath.Log(value) : value) - p.Mu) / (3 * p.Sigma), -1, 1),
        _ => 0,
    };

    private static double Between(double value, double low, double high) => high > low ? (2 * (value - low) / (high - low)) - 1 : 0;
}
