using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Costs;

/// <summary>
/// What a whole evaluation at a point is expected to cost, for the ledger and for samplers that weigh improvement against money: a
/// ridge regression of the logarithm of the cost on each coordinate and its square, and an indicator for each choice. Costs are
/// mostly products (units × epochs / batch size), hence the logarithm. For a trial that was cut short only a lower bound of
/// its cost is known; without that, points that a pruner stops early would look cheap.
/// </summary>
/// <remarks>
/// The surrogate on log cost of Lee et al. 2020 (Cost-aware Bayesian optimization, arXiv 2003.10870), which divides the expected
/// improvement by the expected cost; lower bounds as in Tobin 1958 (Estimation of relationships for limited dependent variables), by
/// expectation and maximization.
/// </remarks>
internal sealed class CostModel
{
    /// <summary>The fewest trials with a known cost from which it is fitted.</summary>
    public const int MinTrials = 8;

    private const int MinFirmTrials = 12;

    // The newest, because an objective's price may drift, and because the fit's time grows with their number.
    private const int MostTrials = 300;
    private const int MostFeatures = 200;
    private const double Ridge = 0.5;
    private const int Expectations = 20;

    // How far beyond the costs seen it may predict: a factor of 2, as a logarithm.
    private const double Beyond = 0.6931471805599453;

    private readonly PointEncoding _encoding;
    private readonly int[] _offsets;
    private readonly double[] _weights;
    private readonly Vector<double> _means;
    private readonly Cholesky<double> _normal;

    private CostModel(PointEncoding encoding, int[] offsets, Vector<double> weights, Vector<double> means, Cholesky<double> normal)
    {
        _encoding = encoding;
        _offsets = offsets;
        _weights = weights.ToArray();
        _means = means;
        _normal = normal;
    }

    /// <summary>Whether the ledger may rely on it: it was fitted to at least 12 trials, and one for
    /// two features, and predicts each of them from the others better than their mean does.</summary>
    public bool IsFirm { get; private init; }

    /// <summary>The least that it predicts: half of what the cheapest trial seen did cost.</summary>
    public Money Cheapest => InRange(Least - Beyond);

    private int Count { get; init; }

    /// <summary>What is added to <see cref="LogCost"/> for the logarithm of micro-dollars.</summary>
    private double Base { get; init; }

    /// <summary>The standard deviation of what it does not explain.</summary>
    private double Spread { get; init; }

    private double Least { get; init; }

    private double Most { get; init; }

    /// <summary>Fits the model to the ended trials whose cost is known; null while there are too few, or when all cost the same.</summary>
    public static CostModel? TryFit(SamplerHistory history)
    {
        var encoding = history.Encoding;
        var trials = Newest(history.Encoded);
        if (trials.Count(t => !t.IsCostLowerBound) < MinTrials) return null;

        var (offsets, features) = Layout(encoding);
        if (features is 0 or > MostFeatures) return null;

        var y = Vector<double>.Build.Dense(trials.Length, i => PortableMath.Log(trials[i].Cost.Micro));
        var (least, most) = (y.Minimum(), y.Maximum());
        if (least == most) return null;
        var x = Matrix<double>.Build.Dense(trials.Length, features);
        for (var i = 0; i < trials.Length; i++) x.SetRow(i, Describe(encoding, offsets, features, trials[i].Point));
        var means = x.ColumnSums() / trials.Length;
        for (var i = 0; i < trials.Length; i++) x.SetRow(i, x.Row(i) - means);
        var normal = (x.TransposeThisAndMultiply(x) + (Matrix<double>.Build.DenseIdentity(features) * Ridge)).Cholesky();
        // How much of its own cost is in what the model says of a trial.
        var leverage = Vector<double>.Build.Dense(trials.Length, i => (1.0 / trials.Length) + x.Row(i).DotProduct(normal.Solve(x.Row(i))));
        // The degrees of freedom that the fit uses up make its own residuals too small.
        var freedom = Math.Max(trials.Length - leverage.Sum(), trials.Length / 4.0);

        var isBound = trials.Select(t => t.IsCostLowerBound).ToArray();
        var (weights, fitted, spread) = Regress(x, normal, y, isBound, freedom);
        return new CostModel(encoding, offsets, weights, means, normal)
        {
            Count = trials.Length,
            Base = fitted.Average() - means.DotProduct(weights),
            IsFirm = trials.Length >= Math.Max(MinFirmTrials, features / 2) && PredictsEach(y, isBound, fitted, leverage),
            Spread = spread,
            Least = least,
            Most = most,
        };
    }

    private static EncodedTrial[] Newest(List<EncodedTrial> trials)
    {
        var newest = new List<EncodedTrial>(MostTrials);
        for (var i = trials.Count - 1; i >= 0 && newest.Count < MostTrials; i--)
            if (trials[i].HasCost && trials[i].Cost > Money.Zero) newest.Add(trials[i]);
        newest.Reverse();
        return [.. newest];
    }

    /// <summary>The median of the cost of an evaluation at <paramref name="point"/>,
    /// from half of the cheapest trial seen to twice the most expensive one.</summary>
    public Money Median(ReadOnlySpan<double> point) => InRange(Base + LogCost(point));

    /// <summary>A quantile of the cost at a point, farther from the median where little is known.</summary>
    /// <param name="point">The coordinates.</param>
    /// <param name="score">The quantile of the standard normal distribution for that probability.</param>
    public Money Quantile(ReadOnlySpan<double> point, double score)
    {
        var features = Vector<double>.Build.Dense(Describe(_encoding, _offsets, _weights.Length, point)) - _means;
        var uncertainty = Spread * Math.Sqrt(1 + (1.0 / Count) + features.DotProduct(_normal.Solve(features)));
        return InRange(Base + LogCost(point) + (score * uncertainty));
    }

    private Money InRange(double logCost) => new((long)Math.Ceiling(PortableMath.Exp(Math.Clamp(logCost, Least - Beyond, Most + Beyond))));

    /// <summary>Least squares; each lower bound is replaced by the mean of what
    /// may lie above it, repeatedly (expectation and maximization).</summary>
    private static (Vector<double> Weights, Vector<double> Fitted, double Spread) Regress(
        Matrix<double> x, Cholesky<double> normal, Vector<double> observed, bool[] isBound, double freedom)
    {
        var y = observed.Clone();
        var bounds = Enumerable.Range(0, isBound.Length).Where(i => isBound[i]).ToArray();
        var hidden = 0.0;
        for (var i = 0; ; i++)
        {
            var average = y.Average();
            var weights = normal.Solve(x.TransposeThisAndMultiply(y - average));
            var fitted = (x * weights) + average;
            var residuals = y - fitted;
            var spread = Math.Sqrt((residuals.DotProduct(residuals) + hidden) / freedom);
            if (bounds.Length == 0 || i == Expectations || spread == 0) return (weights, fitted, spread);

            hidden = 0;
            foreach (var k in bounds)
            {
                var beyond = (observed[k] - fitted[k]) / spread;
                // φ(b) / (1 − Φ(b)): by how many standard deviations the mean of what lies above the bound is above the middle.
                var excess = PortableMath.Exp(
                    (-0.5 * beyond * beyond) - NormalDistribution.LogSqrtTwoPi - NormalDistribution.LogCdf(-beyond));
                y[k] = fitted[k] + (spread * excess);
                hidden += spread * spread * Math.Max(0, 1 - (excess * (excess - beyond)));
            }
        }
    }

    /// <summary>Whether the squared errors of predicting each known cost from the other
    /// trials sum to less than with their mean (leave-one-out cross-validation).</summary>
    private static bool PredictsEach(Vector<double> y, bool[] isBound, Vector<double> fitted, Vector<double> leverage)
    {
        var known = Enumerable.Range(0, isBound.Length).Where(i => !isBound[i]).ToArray();
        var mean = known.Average(i => y[i]);
        var others = known.Length / (known.Length - 1.0);
        return known.Sum(i => Square((y[i] - fitted[i]) / (1 - leverage[i]))) < known.Sum(i => Square((y[i] - mean) * others));

        static double Square(double v) => v * v;
    }

    /// <summary>The logarithm of the expected cost at <paramref name="point"/> (NaN where a parameter
    /// is absent), up to a constant: only differences between points mean something.</summary>
    public double LogCost(ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        for (var i = 0; i < point.Length; i++) sum += Term(i, point[i]);
        return sum;
    }

    /// <summary>The derivative of <see cref="LogCost"/> by the coordinate of a numeric
    /// <paramref name="parameter"/>, at <paramref name="coordinate"/>.</summary>
    public double Slope(int parameter, double coordinate)
    {
        var at = _offsets[parameter];
        return at < 0 ? 0 : 2 * (_weights[at + 1] + (2 * _weights[at + 2] * Position(coordinate)));
    }

    /// <summary>What one parameter adds to <see cref="LogCost"/> at <paramref name="coordinate"/>; nothing where it is absent.</summary>
    private double Term(int parameter, double coordinate)
    {
        var at = _offsets[parameter];
        if (at < 0 || double.IsNaN(coordinate)) return 0;
        if (_encoding.Scales[parameter] is ChoiceScale) return _weights[at + (int)coordinate];
        var u = Position(coordinate);
        return _weights[at] + (_weights[at + 1] * u) + (_weights[at + 2] * u * u);
    }

    /// <summary>Where each parameter's features begin, −1 for one that has one value only.</summary>
    private static (int[] Offsets, int Features) Layout(PointEncoding encoding)
    {
        var offsets = new int[encoding.Dimensions];
        var features = 0;
        for (var i = 0; i < offsets.Length; i++)
        {
            var scale = encoding.Scales[i];
            offsets[i] = scale.IsConstant ? -1 : features;
            // A number has an indicator too, of whether it exists; centring makes it 0 unless the parameter is conditional.
            if (!scale.IsConstant) features += scale is ChoiceScale choices ? choices.Count : 3;
        }

        return (offsets, features);
    }

    private static double[] Describe(PointEncoding encoding, int[] offsets, int count, ReadOnlySpan<double> point)
    {
        var features = new double[count];
        for (var i = 0; i < point.Length; i++)
        {
            var at = offsets[i];
            if (at < 0 || double.IsNaN(point[i])) continue;
            if (encoding.Scales[i] is ChoiceScale)
            {
                features[at + (int)point[i]] = 1;
                continue;
            }

            var u = Position(point[i]);
            features[at] = 1;
            features[at + 1] = u;
            features[at + 2] = u * u;
        }

        return features;
    }

    /// <summary>A coordinate moved from [0, 1] to [−1, 1], where a number and its square hardly correlate.</summary>
    private static double Position(double coordinate) => (2 * coordinate) - 1;
}
