namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>
/// The negative logarithm of the posterior of a Gaussian process's length
/// scales and noise, up to a constant. The signal's variance is integrated out
/// (inverse gamma prior), and the mean is at its optimum, so that only what shapes the kernel is left to be searched.
/// </summary>
/// <remarks>
/// Variables: the logarithm of each length scale, then that of the noise's share. Rasmussen and Williams 2006, section 5.4.1 (gradient);
/// O'Hagan 1978 (the integrated variance): with S = b + rᵀK⁻¹r + m²/τ², −log p = ½ log|K| + ½ (n + a) log S.
/// </remarks>
/// <param name="table">The points.</param>
/// <param name="values">Their values, of about mean 0 and variance 1.</param>
/// <param name="prior">The prior.</param>
/// <param name="work">Arrays to work in.</param>
internal sealed class MarginalLikelihood(FeatureTable table, double[] values, GpPrior prior, GpWorkspace work) : ISmoothFunction
{
    private readonly double[] _weights = new double[table.Dimensions];
    private readonly double[] _point = new double[table.Dimensions];
    private readonly double[] _alpha = new double[VectorMath.Pad(table.Count)];
    private readonly double[] _onValues = new double[VectorMath.Pad(table.Count)];
    private readonly double[] _onOnes = new double[VectorMath.Pad(table.Count)];
    private readonly double[] _row = new double[VectorMath.Pad(table.Count)];

    /// <summary>K⁻¹ (y − m) at the variables of the last evaluation.</summary>
    public ReadOnlySpan<double> Alpha => _alpha.AsSpan(0, table.Count);

    public double Mean { get; private set; }

    /// <summary>The signal's variance: S / (n + a).</summary>
    public double Variance { get; private set; }

    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var value = Factorize(x);
        if (!double.IsFinite(value)) return value;
        Differentiate(x, gradient);
        return value + AddPrior(x, gradient);
    }

    /// <summary>Fills the workspace's inverse factor, and <see cref="Alpha"/>, <see cref="Mean"/>
    /// and <see cref="Variance"/>; returns the value without the prior.</summary>
    public double Factorize(ReadOnlySpan<double> x)
    {
        var n = table.Count;
        work.Reserve(n);
        var stride = work.Stride;
        for (var i = 0; i < _weights.Length; i++) _weights[i] = PortableMath.Exp(-2 * x[i]);
        var noise = PortableMath.Exp(x[^1]);
        for (var a = 0; a < n; a++)
        {
            table.CopyTo(a, _point);
            var kernel = work.Factor.AsSpan(a * stride, stride);
            Matern.SquaredDistances(table, _weights, _point, a, kernel);
            Matern.Evaluate(kernel, work.Slopes.AsSpan(a * stride, stride), a);
            kernel[a] = 1 + noise;
        }

        if (!DenseAlgebra.TryFactor(work.Factor, n, stride)) return double.PositiveInfinity;
        DenseAlgebra.InvertLower(work.Factor, work.Inverse, n, stride);

        var halfLogDeterminant = 0.0;
        for (var i = 0; i < n; i++)
        {
            var row = work.Inverse.AsSpan(i * stride, i + 1);
            var ones = 0.0;
            foreach (var entry in row) ones += entry;
            _onOnes[i] = ones;
            _onValues[i] = DenseAlgebra.Dot(row, values);
            halfLogDeterminant -= PortableMath.Log(row[i]);
        }

        Mean = DenseAlgebra.Dot(_onOnes, _onValues) / (DenseAlgebra.Dot(_onOnes, _onOnes) + (1 / GpPrior.MeanVariance));
        DenseAlgebra.AddScaled(_onValues, -Mean, _onOnes);
        Array.Clear(_alpha);
        for (var i = 0; i < n; i++) DenseAlgebra.AddScaled(_alpha, _onValues[i], work.Inverse.AsSpan(i * stride, i + 1));
        var weight = n + GpPrior.VarianceWeight;
        Variance = (GpPrior.VarianceWeight + DenseAlgebra.Dot(_onValues, _onValues) + (Mean * Mean / GpPrior.MeanVariance)) / weight;
        return halfLogDeterminant + (0.5 * weight * PortableMath.Log(Variance));
    }

    /// <summary>The prior's part of the value.</summary>
    public double Prior(ReadOnlySpan<double> x) => AddPrior(x, new double[x.Length]);

    private void Differentiate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var n = table.Count;
        var stride = work.Stride;
        DenseAlgebra.GramOfLower(work.Inverse, work.Gram, n, stride);
        gradient.Clear();
        var noiseSlope = 0.0;
        var scale = 1 / Variance;
        for (var a = 0; a < n; a++)
        {
            // The lower half stands for both: each pair twice, times the ½ of the formula.
            var factor = scale * _alpha[a];
            var gram = work.Gram.AsSpan(a * stride, a + 1);
            var slopes = work.Slopes.AsSpan(a * stride, a);
            for (var b = 0; b < a; b++) _row[b] = ((factor * _alpha[b]) - gram[b]) * slopes[b];
            _row.AsSpan(a, VectorMath.Pad(a) - a).Clear();
            noiseSlope += (factor * _alpha[a]) - gram[a];
            table.CopyTo(a, _point);
            for (var i = 0; i < _point.Length; i++) gradient[i] -= _weights[i] * Matern.WeightedDifferences(table, i, _point[i], _row, a);
        }

        gradient[^1] = -0.5 * PortableMath.Exp(x[^1]) * noiseSlope;
    }

    private double AddPrior(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            var z = (x[i] - prior.LogLength) / prior.LogLengthDeviation;
            sum += 0.5 * z * z;
            gradient[i] += z / prior.LogLengthDeviation;
        }

        if (prior.LogNoiseDeviation > 0)
        {
            var z = (x[^1] - prior.LogNoise) / prior.LogNoiseDeviation;
            gradient[^1] += z / prior.LogNoiseDeviation;
            return sum + (0.5 * z * z);
        }

        gradient[^1] = 0;
        return sum;
    }
}
