using MathNet.Numerics.LinearAlgebra.Double;

namespace Serverless.Tuner.Core.Pareto;

/// <summary>Finds the knee of a front: where a little more of one objective begins to cost much of the others.</summary>
/// <remarks>
/// The point farthest from the plane through the extremes of the front, towards the ideal point (Das 1999, "On characterizing the
/// 'knee' of the Pareto curve based on normal-boundary intersection", Structural Optimization 18, 107–115), each objective scaled to
/// what the front spans. Where the extremes do not span a plane, that through the corners of the unit cube takes its place.
/// </remarks>
internal static class Knee
{
    /// <summary>How far each point is from the plane through the extremes, in scaled losses: the greatest is the knee's.</summary>
    /// <param name="front">The losses of points that do not dominate each other, of one length; less is better.</param>
    public static double[] Distances(IReadOnlyList<double[]> front)
    {
        if (front.Count == 0) return [];
        var scaled = Scaled(front);
        var normal = Normal(scaled);
        var length = Math.Sqrt(normal.Sum(n => n * n));
        return [.. scaled.Select(point => length == 0 ? 0 : (1 - point.Zip(normal, (x, n) => x * n).Sum()) / length)];
    }

    /// <summary>The points from 0, the best of the front in an objective, to 1, the worst; without objectives in which all are equal.
    /// </summary>
    private static double[][] Scaled(IReadOnlyList<double[]> front)
    {
        var spans = Enumerable.Range(0, front[0].Length)
            .Select(i => (Index: i, Low: front.Min(p => p[i]), High: front.Max(p => p[i])))
            .Where(s => double.IsFinite(s.High - s.Low) && s.High > s.Low).ToArray();
        return [.. front.Select(point => spans.Select(s => (point[s.Index] - s.Low) / (s.High - s.Low)).ToArray())];
    }

    /// <summary>The normal n of the plane n·x = 1 through the best point of each objective.</summary>
    private static double[] Normal(double[][] scaled)
    {
        var size = scaled[0].Length;
        if (size == 0) return [];
        // Of the points that are best in an objective, the one that gives up least of the others.
        var extremes = Enumerable.Range(0, size).Select(i => scaled.Where(p => p[i] == 0).MinBy(p => p.Sum())!).ToArray();
        var solved = DenseMatrix.OfRowArrays(extremes).Solve(DenseVector.Create(size, 1)).ToArray();
        return Array.TrueForAll(solved, n => double.IsFinite(n) && n > 0) ? solved : [.. Enumerable.Repeat(1.0, size)];
    }
}
