using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>Moves the ideal point to 0 and the plane through the extreme points to the unit simplex (Deb and Jain 2014, section IV.C).</summary>
internal static class ObjectiveNormalisation
{
    // The weight of the other objectives in the achievement function that finds an extreme point.
    private const double OffAxis = 1e-6;

    /// <summary>The normalised points; where the extreme points span no plane, or one that leaves out the worst values by far, by the range of each objective.</summary>
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
        var objectives = points[0].Length;
        var rows = new double[objectives][];
        for (var axis = 0; axis < objectives; axis++) rows[axis] = [.. Extreme(points, axis), 1];
        if (Solve(rows) is not { } inverse) return null;

        var intercepts = new double[objectives];
        for (var i = 0; i < objectives; i++)
        {
            intercepts[i] = 1 / inverse[i];
            // In units of the range, whose worst is 1.
            if (!(intercepts[i] is > 1e-6 and <= 1 + 1e-9)) return null;
        }

        return intercepts;
    }

    private static double[] Extreme(double[][] points, int axis)
    {
        var best = double.PositiveInfinity;
        var extreme = points[0];
        foreach (var point in points)
        {
            var worst = 0.0;
            for (var i = 0; i < point.Length; i++) worst = Math.Max(worst, i == axis ? point[i] : point[i] / OffAxis);
            if (worst >= best) continue;
            best = worst;
            extreme = point;
        }

        return extreme;
    }

    /// <summary>Gaussian elimination with pivoting: for two or three unknowns a general solver costs more than it does.</summary>
    private static double[]? Solve(double[][] rows)
    {
        var n = rows.Length;
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
                if (Math.Abs(rows[row][column]) > Math.Abs(rows[pivot][column]))
                    pivot = row;
            if (!(Math.Abs(rows[pivot][column]) > 1e-12)) return null;
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (var row = 0; row < n; row++)
            {
                if (row == column) continue;
                var factor = rows[row][column] / rows[column][column];
                for (var i = column; i <= n; i++) rows[row][i] -= factor * rows[column][i];
            }
        }

        var solution = new double[n];
        for (var i = 0; i < n; i++) solution[i] = rows[i][n] / rows[i][i];
        return solution;
    }
}
