using MathNet.Numerics.LinearAlgebra;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Forecasts where a curve ends by what curves that did end gained from the same step on: a ridge regression on the losses at a
/// third, at two thirds and at the whole of that step.</summary>
/// <remarks>
/// Baker et al. 2017 (Accelerating neural architecture search using performance prediction, section 3) regress final values on partial
/// curves. Here each direction is forecast from the losses in all: what a model costs tells how slowly it learns. Curves are summed in
/// the order of their losses, so that neither the order of the trials nor their numbers matter.
/// </remarks>
internal sealed class CurveForecast
{
    // In units of one curve: chosen among 0.01, 0.03, 0.1, 0.3 and 1.
    private const double Ridge = 0.1;

    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly double[] _meanGains;
    private readonly Matrix<double> _weights;

    /// <param name="curves">The features and the last losses of curves that ended, in the order of these; one at least.</param>
    public CurveForecast(IReadOnlyList<CompleteCurves.Curve> curves)
    {
        var (features, directions) = (curves[0].Features.Length, curves[0].Ends.Length);
        (_means, _scales, _meanGains) = (new double[features], new double[features], new double[directions]);
        foreach (var (x, ends) in curves)
        {
            for (var j = 0; j < features; j++) _means[j] += x[j] / curves.Count;
            for (var j = 0; j < directions; j++) _meanGains[j] += (ends[j] - x[j]) / curves.Count;
        }

        foreach (var (x, _) in curves)
            for (var j = 0; j < features; j++) _scales[j] += (x[j] - _means[j]) * (x[j] - _means[j]) / curves.Count;
        // What is the same in all tells nothing.
        for (var j = 0; j < features; j++) _scales[j] = _scales[j] > 0 ? 1 / Math.Sqrt(_scales[j]) : 0;

        _weights = Weights(curves, features, directions);
    }

    /// <summary>A curve's losses at a rung, at two thirds of its step and at a third; null while one is not known.</summary>
    /// <param name="losses">What the trial had lost in its first report from a step on; null while there is none.</param>
    /// <param name="step">The rung's step.</param>
    public static double[]? Features(Func<int, double[]?> losses, int step) =>
        losses(step) is { } now && losses(step - (step / 3)) is { } before && losses(step / 3) is { } first
            ? [.. now, .. before, .. first]
            : null;

    /// <summary>The losses in which a curve is expected to end.</summary>
    public double[] Ends(double[] features)
    {
        var z = new double[features.Length];
        Standardise(features, z);
        var ends = new double[_meanGains.Length];
        for (var j = 0; j < ends.Length; j++)
        {
            ends[j] = features[j] + _meanGains[j];
            for (var i = 0; i < z.Length; i++) ends[j] += z[i] * _weights[i, j];
        }

        return ends;
    }

    private Matrix<double> Weights(IReadOnlyList<CompleteCurves.Curve> curves, int features, int directions)
    {
        var (normal, moments, z) = (new double[features, features], new double[features, directions], new double[features]);
        for (var i = 0; i < features; i++) normal[i, i] = Ridge;
        foreach (var (x, ends) in curves)
        {
            Standardise(x, z);
            for (var i = 0; i < features; i++)
            {
                for (var j = 0; j <= i; j++) normal[i, j] += z[i] * z[j];
                for (var j = 0; j < directions; j++) moments[i, j] += z[i] * (ends[j] - x[j] - _meanGains[j]);
            }
        }

        for (var i = 0; i < features; i++)
            for (var j = 0; j < i; j++) normal[j, i] = normal[i, j];
        return Matrix<double>.Build.DenseOfArray(normal).Cholesky().Solve(Matrix<double>.Build.DenseOfArray(moments));
    }

    private void Standardise(double[] features, double[] z)
    {
        for (var j = 0; j < z.Length; j++) z[j] = (features[j] - _means[j]) * _scales[j];
    }
}
