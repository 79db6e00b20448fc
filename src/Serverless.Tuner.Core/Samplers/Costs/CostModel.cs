using MathNet.Numerics.LinearAlgebra;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Costs;

/// <summary>
/// What a trial at a point is expected to cost, for the ledger and for samplers that weigh improvement against money: a ridge
/// regression of the logarithm of the cost on each coordinate and its square, and an indicator for each choice. Costs are mostly
/// products (units × epochs / batch size), hence the logarithm.
/// </summary>
/// <remarks>The surrogate on log cost of Lee et al. 2020 (Cost-aware Bayesian optimization, arXiv 2003.10870), which divides the expected improvement by the expected cost.</remarks>
internal sealed class CostModel
{
    /// <summary>The fewest trials with a known cost from which it is fitted.</summary>
    public const int MinTrials = 8;

    private const int MinFirmTrials = 12;

    // The newest tell most (an objective's price may drift), and the fit stays cheap.
    private const int MostTrials = 300;
    private const int MostFeatures = 200;
    private const double Ridge = 0.5;

    // How far it is trusted beyond the costs seen: a factor of 2, as a logarithm.
    private const double Beyond = 0.6931471805599453;

    private readonly PointEncoding _encoding;
    private readonly int[] _offsets;
    private readonly double[] _weights;

    private CostModel(PointEncoding encoding, int[] offsets, double[] weights)
    {
        _encoding = encoding;
        _offsets = offsets;
        _weights = weights;
    }

    /// <summary>Whether it was fitted to enough trials for the ledger to rely on it: at least 12, and one for two features.</summary>
    public bool IsFirm { get; private init; }

    /// <summary>The least that <see cref="Cost"/> predicts, in micro-dollars: half of what the cheapest trial seen did cost.</summary>
    public long Cheapest => (long)Math.Ceiling(PortableMath.Exp(Least - Beyond));

    /// <summary>What <see cref="LogCost"/> lacks to the logarithm of micro-dollars.</summary>
    private double Base { get; init; }

    /// <summary>The standard deviation of what it does not explain.</summary>
    private double Spread { get; init; }

    private double Least { get; init; }

    private double Most { get; init; }

    /// <summary>Fits the model to the ended trials whose cost is known; null while there are too few, or when all cost the same.</summary>
    public static CostModel? TryFit(SamplerHistory history)
    {
        var encoding = history.Encoding;
        // Failed trials tell little of what a trial costs that succeeds.
        var trials = history.Encoded.Where(t => t.State is TrialState.Complete or TrialState.Pruned && t.CostMicroUsd > 0).TakeLast(MostTrials).ToArray();
        if (trials.Length < MinTrials) return null;

        var (offsets, features) = Layout(encoding);
        if (features is 0 or > MostFeatures) return null;

        var y = Vector<double>.Build.Dense(trials.Length, i => PortableMath.Log(trials[i].CostMicroUsd));
        if (y.Minimum() == y.Maximum()) return null;
        var x = Matrix<double>.Build.Dense(trials.Length, features);
        var row = new double[features];
        for (var i = 0; i < trials.Length; i++)
        {
            Array.Clear(row);
            Describe(encoding, offsets, trials[i].Point, row);
            x.SetRow(i, row);
        }

        var means = x.ColumnSums() / trials.Length;
        for (var i = 0; i < trials.Length; i++) x.SetRow(i, x.Row(i) - means);
        var normal = x.TransposeThisAndMultiply(x) + (Matrix<double>.Build.DenseIdentity(features) * Ridge);
        var weights = normal.Cholesky().Solve(x.TransposeThisAndMultiply(y - y.Average()));
        var residuals = y - y.Average() - (x * weights);
        // The degrees of freedom that the fit used up make its own residuals too small.
        var freedom = Math.Max(trials.Length - (features / 2.0), trials.Length / 4.0);
        return new CostModel(encoding, offsets, weights.ToArray())
        {
            IsFirm = trials.Length >= Math.Max(MinFirmTrials, features / 2),
            Base = y.Average() - means.DotProduct(weights),
            Spread = Math.Sqrt(residuals.DotProduct(residuals) / freedom),
            Least = y.Minimum(),
            Most = y.Maximum(),
        };
    }

    /// <summary>What a trial at <paramref name="point"/> may well cost, in micro-dollars: one standard deviation above the expected, within half of the cheapest and twice the dearest trial seen.</summary>
    public long Cost(ReadOnlySpan<double> point) =>
        (long)Math.Ceiling(PortableMath.Exp(Math.Clamp(Base + LogCost(point) + Spread, Least - Beyond, Most + Beyond)));

    /// <summary>The logarithm of the expected cost at <paramref name="point"/> (NaN where a parameter is absent), up to a constant: only differences between points mean something.</summary>
    public double LogCost(ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        for (var i = 0; i < point.Length; i++) sum += Term(i, point[i]);
        return sum;
    }

    /// <summary>What one parameter adds to <see cref="LogCost"/> at <paramref name="coordinate"/>; nothing where it is absent.</summary>
    public double Term(int parameter, double coordinate)
    {
        var at = _offsets[parameter];
        if (at < 0 || double.IsNaN(coordinate)) return 0;
        if (_encoding.Scales[parameter] is ChoiceScale) return _weights[at + (int)coordinate];
        var u = Position(coordinate);
        return _weights[at] + (_weights[at + 1] * u) + (_weights[at + 2] * u * u);
    }

    /// <summary>The derivative of <see cref="LogCost"/> by the coordinate of a numeric <paramref name="parameter"/>, at <paramref name="coordinate"/>.</summary>
    public double Slope(int parameter, double coordinate)
    {
        var at = _offsets[parameter];
        return at < 0 ? 0 : 2 * (_weights[at + 1] + (2 * _weights[at + 2] * Position(coordinate)));
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
            // A number has an indicator too: whether it exists at all, of which nothing is left after centring unless it is conditional.
            if (!scale.IsConstant) features += scale is ChoiceScale choices ? choices.Count : 3;
        }

        return (offsets, features);
    }

    private static void Describe(PointEncoding encoding, int[] offsets, double[] point, double[] features)
    {
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
    }

    /// <summary>A coordinate moved from [0, 1] to [−1, 1], where a number and its square hardly correlate.</summary>
    private static double Position(double coordinate) => (2 * coordinate) - 1;
}
