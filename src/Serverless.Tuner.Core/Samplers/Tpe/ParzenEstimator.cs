using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A density over a space: a mixture of one product kernel for each observed point, and the prior.</summary>
/// <remarks>
/// In a conditional space a kernel is a product along the tree: whether a parameter exists follows from the coordinates drawn
/// before it, and where its own point lacked the parameter a kernel has the prior in that place. So every kernel is a proper density
/// over all branches of the space, points of one branch teach about the parameters that it shares with others, and no
/// value has to stand for "absent".
/// </remarks>
internal sealed class ParzenEstimator
{
    private readonly PointEncoding _encoding;
    private readonly KernelColumn?[] _columns;
    private readonly double[] _cumulative;
    private readonly double[] _logWeights;

    /// <summary>Fits the mixture.</summary>
    /// <param name="encoding">The space.</param>
    /// <param name="points">n rows of coordinates, NaN where a parameter is absent.</param>
    /// <param name="weights">n + 1 weights ≥ 0, the last of them the prior's; need not sum to 1.</param>
    public ParzenEstimator(PointEncoding encoding, IReadOnlyList<double[]> points, double[] weights)
    {
        _encoding = encoding;
        _columns = new KernelColumn?[encoding.Dimensions];
        for (var j = 0; j < _columns.Length; j++) _columns[j] = KernelColumn.For(encoding.Scales[j], points, j);

        _cumulative = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) _cumulative[i] = sum += weights[i];
        _logWeights = [.. weights.Select(w => PortableMath.Log(w / sum))];
    }

    /// <summary>Draws a point of the mixture, as coordinates of values that exist (the middle of its cell for a discrete one).</summary>
    public double[] Draw(TrialRandom random)
    {
        var target = random.NextDouble() * _cumulative[^1];
        var kernel = 0;
        while (kernel < _cumulative.Length - 1 && _cumulative[kernel] <= target) kernel++;

        var point = new double[_columns.Length];
        for (var j = 0; j < point.Length; j++)
        {
            if (!_encoding.IsActive(j, point)) point[j] = double.NaN;
            else if (_columns[j] is { } column) point[j] = _encoding.Scales[j].Snap(column.Draw(kernel, random));
        }

        return point;
    }

    /// <summary>The logarithm of the mixture's density at each of <paramref name="points"/>.</summary>
    public double[] LogDensities(double[][] points)
    {
        var kernels = _logWeights.Length;
        var logs = new double[points.Length * kernels];
        for (var c = 0; c < points.Length; c++) _logWeights.CopyTo(logs, c * kernels);

        // Parameter by parameter, so that a space of thousands reads each column once.
        var coordinates = new double[points.Length];
        for (var j = 0; j < _columns.Length; j++)
        {
            if (_columns[j] is not { } column) continue;
            for (var c = 0; c < points.Length; c++) coordinates[c] = points[c][j];
            column.AddLogDensities(coordinates, logs);
        }

        var result = new double[points.Length];
        for (var c = 0; c < result.Length; c++) result[c] = LogSumExp(logs.AsSpan(c * kernels, kernels));
        return result;
    }

    private static double LogSumExp(ReadOnlySpan<double> logs)
    {
        var most = double.NegativeInfinity;
        foreach (var x in logs) most = Math.Max(most, x);
        if (double.IsNegativeInfinity(most)) return most;
        var sum = 0.0;
        foreach (var x in logs) sum += PortableMath.Exp(x - most);
        return most + PortableMath.Log(sum);
    }
}
