using MathNet.Numerics.LinearAlgebra.Double;
using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Moves the ideal point to 0 and the plane through the extreme
/// points to the unit simplex (Deb and Jain 2014, section IV.C).</summary>
internal static class ObjectiveNormalisation
{
    // The weight of the other objectives in the achievement function that finds an extreme point.
    private const double OffAxis = 1e-6;

    /// <summary>The normalised points; where the extreme points span no plane, or one
    /// that leaves out the worst values by far, by the range of each objective.</summary>
    public static double[][] Of(IReadOnlyList<double[]> losses)
    {
        var points = UnitLosses.Of(losses);
        if (Intercepts(points) is not { } intercepts) return points;
        foreach (var point in points)
            for (var i = 0; i < point.Length; i++)
                point[i] /= intercepts[i];
        return points;
    }

    /// <summary>Where the plane through the extreme points cuts the axes; null when there is no such plane.</summary>
    private static double[]? Intercepts(double[][] points)
    {
        var extremes = DenseMatrix.OfRowArrays(Enumerable.Range(0, points[0].Length).Select(axis => Extreme(points, axis)));
        var plane = extremes.LU();
        if (!(plane.U.Diagonal().AbsoluteMinimum() > 1e-12)) return null;
        var intercepts = plane.Solve(DenseVector.Create(extremes.RowCount, 1)).Select(inverse => 1 / inverse).ToArray();
        // In units of the range, whose worst is 1.
        return Array.TrueForAll(intercepts, x => x is > 1e-6 and <= 1 + 1e-9) ? intercepts : null;
    }

    /// <summary>The point that is least in the other objectives, and among those
    /// in this one: the minimum of the achievement scalarising function.</summary>
    private static double[] Extreme(double[][] points, int axis) =>
        points.MinBy(point => point.Select((x, i) => i == axis ? x : x / OffAxis).Max())!;
}
