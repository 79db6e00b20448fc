using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>
/// The negative logarithm of the posterior of a Gaussian process's length scales and noise, up to a constant. The signal's variance is integrated out
/// (inverse gamma prior), and the mean is at its optimum, so that only what shapes the kernel is left to be searched.
/// </summary>
/// <remarks>
/// Variables: the logarithm of each length scale, then that of the noise's share. Rasmussen and Williams 2006, section 5.4.1 (gradient);
/// O'Hagan 1978 (the integrated variance): with S = b + rᵀK⁻¹r + m²/τ², −log p = ½ log|K| + ½ (n + a) log S.
/// </remarks>
internal sealed class MarginalLikelihood : ISmoothFunction
{
    private readonly FeatureTable _table;
    private readonly double[] _values;
    private readonly GpPrior _prior;
    private readonly GpWorkspace _work;
    private readonly double[] _weights;
    private readonly double[] _point;
    private readonly double[] _alpha;
    private readonly double[] _onValues;
    private readonly double[] _onOnes;
    private readonly double[] _row;

    /// <param name="table">The points.</param>
    /// <param name="values">Their values, of about mean 0 and variance 1.</param>
    /// <param name="prior">The prior.</param>
    /// <param name="work">Arrays to work in.</param>
    public MarginalLikelihood(FeatureTable table, double[] values, GpPrior prior, GpWorkspace work)
    {
        _table = table;
        _values = values;
        _prior = prior;
        _work = work;
        _weights = new double[table.Dimensions];
        _point = new double[table.Dimensions];
        var padded = Matern.Pad(table.Count);
        _alpha = new double[padded];
        _onValues = new double[padded];
        _onOnes = new double[padded];
        _row = new double[padded];
    }

    /// <summary>K⁻¹ (y − m) at the variables of the last evaluation.</summary>
    public ReadOnlySpan<double> Alpha => _alpha.AsSpan(0, _table.Count);

    /// <summary>The mean m.</summary>
    public double Mean { get; private set; }

    /// <summary>The signal's variance: S / (n + a).</summary>
    public double Variance { get; private set; }

    /// <inheritdoc />
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var value = Factorize(x);
        if (!double.IsFinite(value)) return value;
        Differentiate(x, gradient);
        return value + AddPrior(x, gradient);
    }

    /// <summary>Fills the workspace's inverse factor, and <see cref="Alpha"/>, <see cref="Mean"/> and <see cref="Variance"/>; returns the value without the prior.</summary>
    public double Factorize(ReadOnlySpan<double> x)
    {
        var n = _table.Count;
        _work.Reserve(n);
        var stride = _work.Stride;
        for (var i = 0; i < _weights.Length; i++) _weights[i] = PortableMath.Exp(-2 * x[i]);
        var noise = PortableMath.Exp(x[^1]);
        for (var a = 0; a < n; a++)
        {
            _table.CopyTo(a, _point);
            var kernel = _work.Factor.AsSpan(a * stride, stride);
            Matern.SquaredDistances(_table, _weights, _point, a, kernel);
            Matern.Evaluate(kernel, _work.Slopes.AsSpan(a * stride, stride), a);
            kernel[a] = 1 + noise;
        }

        if (!DenseAlgebra.TryFactor(_work.Factor, n, stride)) return double.PositiveInfinity;
        DenseAlgebra.InvertLower(_work.Factor, _work.Inverse, n, stride);

        var halfLogDeterminant = 0.0;
        for (var i = 0; i < n; i++)
        {
            var row = _work.Inverse.AsSpan(i * stride, i + 1);
            var ones = 0.0;
            foreach (var entry in row) ones += entry;
            _onOnes[i] = ones;
            _onValues[i] = DenseAlgebra.Dot(row, _values);
            halfLogDeterminant -= PortableMath.Log(row[i]);
        }

        Mean = DenseAlgebra.Dot(_onOnes, _onValues) / (DenseAlgebra.Dot(_onOnes, _onOnes) + (1 / GpPrior.MeanVariance));
        DenseAlgebra.AddScaled(_onValues, -Mean, _onOnes);
        Array.Clear(_alpha);
        for (var i = 0; i < n; i++) DenseAlgebra.AddScaled(_alpha, _onValues[i], _work.Inverse.AsSpan(i * stride, i + 1));
        var weight = n + GpPrior.VarianceWeight;
        Variance = (GpPrior.VarianceWeight + DenseAlgebra.Dot(_onValues, _onValues) + (Mean * Mean / GpPrior.MeanVariance)) / weight;
        return halfLogDeterminant + (0.5 * weight * PortableMath.Log(Variance));
    }

    private void Differentiate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var n = _table.Count;
        var stride = _work.Stride;
        DenseAlgebra.GramOfLower(_work.Inverse, _work.Gram, n, stride);
        gradient.Clear();
        var noiseSlope = 0.0;
        var scale = 1 / Variance;
        for (var a = 0; a < n; a++)
        {
            // The lower half stands for both: each pair twice, times the ½ of the formula.
            var factor = scale * _alpha[a];
            var gram = _work.Gram.AsSpan(a * stride, a + 1);
            var slopes = _work.Slopes.AsSpan(a * stride, a);
            for (var b = 0; b < a; b++) _row[b] = ((factor * _alpha[b]) - gram[b]) * slopes[b];
            _row.AsSpan(a, Matern.Pad(a) - a).Clear();
            noiseSlope += (factor * _alpha[a]) - gram[a];
            _table.CopyTo(a, _point);
            for (var i = 0; i < _point.Length; i++) gradient[i] -= _weights[i] * Matern.WeightedDifferences(_table, i, _point[i], _row, a);
        }

        gradient[^1] = -0.5 * PortableMath.Exp(x[^1]) * noiseSlope;
    }

    private double AddPrior(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            var z = (x[i] - _prior.LogLength) / _prior.LogLengthDeviation;
            sum += 0.5 * z * z;
            gradient[i] += z / _prior.LogLengthDeviation;
        }

        if (_prior.LogNoiseDeviation > 0)
        {
            var z = (x[^1] - _prior.LogNoise) / _prior.LogNoiseDeviation;
            gradient[^1] += z / _prior.LogNoiseDeviation;
            return sum + (0.5 * z * z);
        }

        gradient[^1] = 0;
        return sum;
    }
}
