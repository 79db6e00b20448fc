using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The exact expected gain of hypervolume for two or three independent objectives: the region
/// that no known point dominates is cut into boxes, and in each the expectation is a product.</summary>
/// <remarks>
/// Emmerich, Giannakoglou and Naujoks 2006 (the criterion); Yang et al.
/// 2019, Efficient computation of expected hypervolume improvement using box
/// decomposition algorithms (at most 2n + 1 boxes in three dimensions, by a sweep along the third).
/// </remarks>
internal sealed class HypervolumeImprovement : IImprovement
{
    private const double Least = 1e-300;

    private readonly double[][] _front;
    private readonly double[] _reference;
    private readonly double[][] _thresholds;
    private readonly Box[] _boxes;
    private readonly double[][] _gains;
    private readonly double[][] _masses;
    private readonly double[][] _densities;

    /// <param name="front">The known points, dominated ones among them or not.</param>
    /// <param name="reference">What bounds the hypervolume from above.</param>
    public HypervolumeImprovement(IEnumerable<double[]> front, double[] reference)
    {
        var dimensions = reference.Length;
        var inside = Front(front.Where(p => p.Zip(reference).All(c => c.First < c.Second)).ToArray());
        (_front, _reference) = (inside, reference);
        var boxes = new List<(double[] Lower, double[] Upper)>();
        if (dimensions == 2) AddStripes(inside, reference, boxes);
        else AddBoxes(inside, reference, boxes);

        // Each objective's thresholds once, however many boxes share them; the first is −infinity, where nothing is gained.
        _thresholds = new double[dimensions][];
        for (var j = 0; j < dimensions; j++)
            _thresholds[j] = [
                .. boxes.SelectMany(b => new[] { b.Lower[j], b.Upper[j] }).Append(double.NegativeInfinity).Distinct().Order()];
        _boxes = [.. boxes.Select(b => new Box(
            [.. b.Lower.Select((v, j) => Array.BinarySearch(_thresholds[j], v))],
            [.. b.Upper.Select((v, j) => Array.BinarySearch(_thresholds[j], v))]))];
        _gains = [.. _thresholds.Select(t => new double[t.Length])];
        _masses = [.. _thresholds.Select(t => new double[t.Length])];
        _densities = [.. _thresholds.Select(t => new double[t.Length])];
    }

    public int BoxCount => _boxes.Length;

    public double Log(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, Span<double> meanSlopes, Span<double> deviationSlopes)
    {
        for (var j = 0; j < _thresholds.Length; j++) Gains(j, means[j], deviations[j]);
        meanSlopes.Clear();
        deviationSlopes.Clear();
        var sum = SumOfBoxes(meanSlopes, deviationSlopes);
        if (sum < Least)
        {
            // Too small for a double: the slopes lead to where all objectives are less.
            meanSlopes.Fill(-1);
            deviationSlopes.Clear();
            var total = 0.0;
            foreach (var mean in means) total += mean;
            return PortableMath.Log(Least) - total;
        }

        for (var j = 0; j < meanSlopes.Length; j++)
        {
            meanSlopes[j] /= sum;
            deviationSlopes[j] /= sum;
        }

        return PortableMath.Log(sum);
    }

    public IImprovement With(double[] values) => new HypervolumeImprovement(_front.Append(values), _reference);

    /// <summary>E[(t − X)⁺] for each threshold t, with its derivatives −Φ by the mean and φ by the deviation.</summary>
    private void Gains(int objective, double mean, double deviation)
    {
        var thresholds = _thresholds[objective];
        for (var k = 1; k < thresholds.Length; k++)
        {
            var z = (thresholds[k] - mean) / deviation;
            var density = z is > -38 and < 38 ? PortableMath.Exp((-0.5 * z * z) - NormalDistribution.LogSqrtTwoPi) : 0;
            double mass, gain;
            if (z > -1)
            {
                mass = NormalDistribution.Cdf(z);
                gain = density + (z * mass);
            }
            else
            {
                var ratio = NormalDistribution.SqrtTwoPi * NormalDistribution.MillsFactor(-z);
                mass = density * ratio;
                gain = density * Math.Max(0, 1 + (z * ratio));
            }

            _gains[objective][k] = deviation * gain;
            _masses[objective][k] = mass;
            _densities[objective][k] = density;
        }
    }

    /// <summary>Sums up the products over the boxes, and their slopes: each objective's own times the gains of the others.</summary>
    private double SumOfBoxes(Span<double> meanSlopes, Span<double> deviationSlopes)
    {
        var sum = 0.0;
        Span<double> gains = stackalloc double[_thresholds.Length];
        foreach (var (lower, upper) in _boxes)
        {
            var product = 1.0;
            for (var j = 0; j < gains.Length; j++) product *= gains[j] = _gains[j][upper[j]] - _gains[j][lower[j]];
            sum += product;
            for (var j = 0; j < gains.Length; j++)
            {
                var others = 1.0;
                for (var k = 0; k < gains.Length; k++)
                    if (k != j)
                        others *= gains[k];
                meanSlopes[j] -= others * (_masses[j][upper[j]] - _masses[j][lower[j]]);
                deviationSlopes[j] += others * (_densities[j][upper[j]] - _densities[j][lower[j]]);
            }
        }

        return sum;
    }

    /// <summary>The points that no other dominates, each once.</summary>
    public static double[][] Front(double[][] points) =>
        [.. NonDominatedSort.Front(points).Select(i => points[i]).Distinct(PointComparer.Instance)];

    private static void AddStripes(double[][] front, double[] reference, List<(double[] Lower, double[] Upper)> boxes)
    {
        var left = double.NegativeInfinity;
        var top = reference[1];
        foreach (var point in front.OrderBy(p => p[0]))
        {
            boxes.Add(([left, double.NegativeInfinity], [point[0], top]));
            (left, top) = (point[0], point[1]);
        }

        boxes.Add(([left, double.NegativeInfinity], [reference[0], top]));
    }

    /// <summary>Sweeps the third objective upwards. At each height the free region of the first two
    /// is a row of stripes; a point cuts those it lies in, and each cut closes a box.</summary>
    private static void AddBoxes(double[][] front, double[] reference, List<(double[] Lower, double[] Upper)> boxes)
    {
        var stripes = new List<(double Left, double Right, double Top, double From)>
        {
            (double.NegativeInfinity, reference[0], reference[1], double.NegativeInfinity),
        };
        foreach (var point in front.OrderBy(p => p[2]).ThenBy(p => p[0]).ThenBy(p => p[1]))
        {
            var (x, y, z) = (point[0], point[1], point[2]);
            var next = new List<(double Left, double Right, double Top, double From)>(stripes.Count + 2);
            var end = x;
            var at = -1;
            foreach (var stripe in stripes)
            {
                if (stripe.Right <= x || stripe.Top <= y)
                {
                    next.Add(stripe);
                    continue;
                }

                var left = Math.Max(stripe.Left, x);
                if (z > stripe.From) boxes.Add(([left, double.NegativeInfinity, stripe.From], [stripe.Right, stripe.Top, z]));
                if (stripe.Left < x) next.Add(stripe with { Right = x });
                if (at < 0)
                {
                    at = next.Count;
                    next.Add((left, stripe.Right, y, z));
                }

                end = stripe.Right;
            }

            if (at >= 0) next[at] = next[at] with { Right = end };
            stripes = next;
        }

        foreach (var stripe in stripes)
            boxes.Add(([stripe.Left, double.NegativeInfinity, stripe.From], [stripe.Right, stripe.Top, reference[2]]));
    }

    private readonly record struct Box(int[] Lower, int[] Upper);
}
