using Serverless.Tuner.Core.Samplers.Prior;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The posterior of a Gaussian process. Points without a value may join it: they are taken to have the
/// value that it predicts for them (kriging believer), so that only the uncertainty near them shrinks.</summary>
/// <remarks>Ginsbourger, Le Riche and Carraro 2010 (kriging is well-suited to parallelize optimization), section 3.</remarks>
internal sealed class GaussianProcess
{
    private const int Chunk = 128;
    private const double LeastVariance = 1e-12;

    private readonly FeatureTable _table;
    private readonly double[] _weights;
    private readonly double _noise;
    private readonly double _mean;
    private readonly double _variance;
    private double[] _inverse;
    private int _stride;
    private double[] _alpha;

    // The state of the last prediction, for its gradient.
    private double[] _kernel;
    private double[] _slopes;
    private double[] _solved;
    private double[] _coefficients;
    private double _deviation;

    // What is known of the mean beforehand, if anything is.
    private PriorMean? _known;
    private double _knownSlope;

    /// <param name="table">The points; the process adds pending ones to it.</param>
    /// <param name="logs">The logarithm of each length scale, then that of the noise's share.</param>
    /// <param name="likelihood">The likelihood, evaluated at <paramref name="logs"/> last.</param>
    /// <param name="work">The arrays in which it was.</param>
    public GaussianProcess(FeatureTable table, ReadOnlySpan<double> logs, MarginalLikelihood likelihood, GpWorkspace work)
    {
        _table = table;
        _weights = new double[table.Dimensions];
        for (var i = 0; i < _weights.Length; i++) _weights[i] = PortableMath.Exp(-2 * logs[i]);
        _noise = PortableMath.Exp(logs[^1]);
        _mean = likelihood.Mean;
        _variance = likelihood.Variance;
        var capacity = DenseAlgebra.Stride(table.Count + 8);
        _stride = capacity;
        _inverse = new double[capacity * capacity];
        for (var i = 0; i < table.Count; i++) work.Inverse.AsSpan(i * work.Stride, i + 1).CopyTo(_inverse.AsSpan(i * _stride));
        _alpha = new double[capacity];
        likelihood.Alpha.CopyTo(_alpha);
        (_kernel,
            _slopes, _solved, _coefficients) = (new double[capacity], new double[capacity], new double[capacity], new double[capacity]);
    }

    /// <summary>The negative logarithm of how likely its values are under it, and its length scales by themselves; up to a constant.
    /// </summary>
    public double Unlikely { get; init; }

    /// <summary>Whether its mean is on top of a prediction from earlier studies.</summary>
    public bool FollowsEarlier => _known is not null;

    /// <summary>The length scale of each dimension.</summary>
    public double[] Lengths => [.. _weights.Select(w => 1 / Math.Sqrt(w))];

    /// <summary>How many points it rests on, the pending ones included.</summary>
    public int Count => _table.Count;

    /// <summary>The expected value, without noise, at the <paramref name="index"/>th
    /// of its points, which had <paramref name="value"/>.</summary>
    public double Smoothed(int index, double value) => value - (_noise * _alpha[index]);

    public (double Mean, double Deviation) Predict(ReadOnlySpan<double> point)
    {
        var n = _table.Count;
        var mean = Mean(point);
        Solve(n);
        var explained = DenseAlgebra.Dot(_solved.AsSpan(0, n), _solved);
        _deviation = Math.Sqrt(_variance * Math.Max(LeastVariance, 1 - explained));
        return (mean, _deviation);
    }

    /// <summary>The mean alone, which takes less time.</summary>
    public double Mean(ReadOnlySpan<double> point)
    {
        var n = _table.Count;
        Matern.SquaredDistances(_table, _weights, point, n, _kernel);
        Matern.Evaluate(_kernel, _slopes, n);
        return _mean + DenseAlgebra.Dot(_alpha.AsSpan(0, n), _kernel) + Known(point);
    }

    /// <summary>Adds slope · known to all means that it predicts from now on.</summary>
    public void Follow(PriorMean known, double slope) => (_known, _knownSlope) = (known, slope);

    /// <summary>Adds the gradient of meanSlope · mean + deviationSlope ·
    /// deviation at the point predicted last; choices have none.</summary>
    public void AddGradient(ReadOnlySpan<double> point, double meanSlope, double deviationSlope, Span<double> gradient)
    {
        var n = _table.Count;
        var padded = VectorMath.Pad(n);
        _coefficients.AsSpan(0, padded).Clear();
        if (deviationSlope != 0)
        {
            for (var i = 0; i < n; i++) DenseAlgebra.AddScaled(_coefficients, _solved[i], _inverse.AsSpan(i * _stride, i + 1));
        }

        var factor = deviationSlope == 0 ? 0 : -deviationSlope * _variance / _deviation;
        for (var i = 0; i < n; i++) _coefficients[i] = ((meanSlope * _alpha[i]) + (factor * _coefficients[i])) * _slopes[i];
        for (var i = 0; i < point.Length; i++)
            if (!_table.IsChoice[i])
                gradient[i] += _weights[i] * Matern.WeightedOffsets(_table, i, point[i], _coefficients, n);
        _known?.AddGradient(point, meanSlope * _knownSlope, gradient);
    }

    public void Predict(FeatureTable points, Span<double> means, Span<double> deviations)
    {
        var n = _table.Count;
        var kernel = new double[n * Chunk];
        var point = new double[_table.Dimensions];
        var sums = new double[DenseAlgebra.Block];
        var explained = new double[DenseAlgebra.Block];
        for (var from = 0; from < points.Count; from += Chunk)
        {
            var count = Math.Min(Chunk, points.Count - from);
            for (var a = 0; a < n; a++)
            {
                _table.CopyTo(a, point);
                var row = kernel.AsSpan(a * Chunk, Chunk);
                Matern.SquaredDistances(points, _weights, point, count, row, from);
                Matern.Evaluate(row, count);
            }

            for (var column = 0; column < count; column += DenseAlgebra.Block)
            {
                var width = Math.Min(DenseAlgebra.Block, count - column);
                DenseAlgebra.RowTimesRows(_alpha, 0, 1, kernel, column, Chunk, n, sums, 0, 1);
                for (var c = 0; c < width; c++) means[from + column + c] = _mean + sums[c];
                Array.Clear(explained);
                for (var i = 0; i < n; i++)
                {
                    DenseAlgebra.RowTimesRows(_inverse, i * _stride, 1, kernel, column, Chunk, i + 1, sums, 0, 1);
                    DenseAlgebra.AddSquares(explained, sums);
                }

                for (var c = 0; c < width; c++)
                    deviations[from + column + c] = Math.Sqrt(_variance * Math.Max(LeastVariance, 1 - explained[c]));
            }
        }

        for (var k = 0; _known is not null && k < points.Count; k++)
        {
            points.CopyTo(k, point);
            means[k] += Known(point);
        }
    }

    private double Known(ReadOnlySpan<double> point) => _known is null ? 0 : _knownSlope * _known.Mean(point);

    /// <summary>Adds a point whose value is still to come, by one more row of the inverse factor.</summary>
    public void AddPending(ReadOnlySpan<double> point)
    {
        var n = _table.Count;
        Grow(n + 1);
        Matern.SquaredDistances(_table, _weights, point, n, _kernel);
        Matern.Evaluate(_kernel, n);
        Solve(n);
        var explained = DenseAlgebra.Dot(_solved.AsSpan(0, n), _solved);
        // At least the noise, because rounding must not make the matrix singular where a point occurs twice.
        var diagonal = Math.Sqrt(Math.Max(1 + _noise - explained, Math.Max(_noise, LeastVariance)));
        _table.Add(point);
        var row = _inverse.AsSpan(n * _stride, n + 1);
        row.Clear();
        for (var i = 0; i < n; i++) DenseAlgebra.AddScaled(row, -_solved[i] / diagonal, _inverse.AsSpan(i * _stride, i + 1));
        row[n] = 1 / diagonal;
        _alpha[n] = 0;
    }

    private void Solve(int n)
    {
        for (var i = 0; i < n; i++) _solved[i] = DenseAlgebra.Dot(_inverse.AsSpan(i * _stride, i + 1), _kernel);
    }

    private void Grow(int count)
    {
        if (count <= _stride) return;
        var capacity = 2 * _stride;
        var inverse = new double[capacity * capacity];
        for (var i = 0; i < count - 1; i++) _inverse.AsSpan(i * _stride, i + 1).CopyTo(inverse.AsSpan(i * capacity));
        _inverse = inverse;
        _stride = capacity;
        Array.Resize(ref _alpha, capacity);
        (_kernel,
            _slopes, _solved, _coefficients) = (new double[capacity], new double[capacity], new double[capacity], new double[capacity]);
    }
}
