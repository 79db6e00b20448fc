namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>A surface through values in a plane whose axes go from 0 to 1, where there are any: as the dashboard draws it.</summary>
internal sealed class ContourSurface
{
    /// <summary>The surface reaches this far from a trial at least and at most: a few times as far as trials are apart.</summary>
    private const double LeastReach = 0.04, MostReach = 0.15, ReachInGaps = 3;

    /// <summary>So many trials at most are foretold, and ask for their neighbours.</summary>
    private const int MostAsked = 200;

    /// <summary>A point whose weight is below e to the minus this is left out.</summary>
    private const double Far = 20;

    private const double SamePlace = 1e-9;

    /// <summary>Among these widths of the kernel, as shares of an axis, the data chooses; none is less than half as wide as trials are
    /// apart, or the surface would have a step between any two.</summary>
    private static readonly double[] s_widths = [0.02, 0.03, 0.045, 0.07, 0.1];

    private readonly (double X, double Y, double Value)[] _points;
    private readonly int[] _asked;

    /// <param name="points">The places and values of trials, one at least. What is far off in value is brought in, so that one bad trial
    /// does not flatten the rest.</param>
    public ContourSurface(IEnumerable<(double X, double Y, double Value)> points)
    {
        (double X, double Y, double Value)[] given = [.. points];
        double[] sorted = [.. given.Select(p => p.Value).Order()];
        var (low, high) = (sorted[(int)(sorted.Length * 0.05)], sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1]);
        _points = [.. given.Select(p => (p.X, p.Y, Math.Clamp(p.Value, low, high)))];
        var count = Math.Min(MostAsked, _points.Length);
        _asked = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * _points.Length / count))];
        var gap = Gap();
        (Width, Reach) = (ChosenWidth(Math.Min(gap / 2, s_widths[^1])), Math.Clamp(ReachInGaps * gap, LeastReach, MostReach));
    }

    /// <summary>The kernel's width: at which the others foretell a trial's value best (leave-one-out; Härdle, Applied Nonparametric
    /// Regression, 1990, section 5.1).</summary>
    public double Width { get; }

    /// <summary>How far from a trial something is said of the values: a few times as far as trials are apart.</summary>
    public double Reach { get; }

    /// <summary>Values on a square grid, the first row at the top; NaN where no trial is near.</summary>
    /// <param name="cells">How many rows and columns it has.</param>
    public double[,] On(int cells)
    {
        var grid = new double[cells, cells];
        for (var row = 0; row < cells; row++)
            for (var column = 0; column < cells; column++)
                grid[row, column] = Estimate((column + 0.5) / cells, 1 - ((row + 0.5) / cells), Width, Reach);
        return grid;
    }

    private double ChosenWidth(double least) => s_widths.Where(width => width >= least).MinBy(width => _asked.Sum(i =>
    {
        var error = Estimate(_points[i].X, _points[i].Y, width, double.PositiveInfinity, without: i) - _points[i].Value;
        return double.IsNaN(error) ? 0 : error * error;
    }));

    /// <summary>How far apart trials are, those at the same place left aside.</summary>
    private double Gap()
    {
        double[] gaps =
        [
            .. _asked.Select(i => _points.Select(p => Squared(p, _points[i].X, _points[i].Y)).Where(d => d > SamePlace)
                .DefaultIfEmpty(double.PositiveInfinity).Min()).Where(double.IsFinite).Order(),
        ];
        return gaps.Length == 0 ? MostReach : Math.Sqrt(gaps[gaps.Length / 2]);
    }

    /// <summary>The mean by nearness at a place; NaN where nothing is within reach.</summary>
    private double Estimate(double x, double y, double width, double reach, int without = -1)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < _points.Length; i++)
            if (i != without) nearest = Math.Min(nearest, Squared(_points[i], x, y));
        if (nearest > reach * reach) return double.NaN;
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < _points.Length; i++)
        {
            if (i == without) continue;
            // Beside the weight of the nearest one, so that far from all of them the quotient is still one of numbers.
            var behind = (Squared(_points[i], x, y) - nearest) / (2 * width * width);
            if (behind > Far) continue;
            var weight = Math.Exp(-behind);
            sum += weight * _points[i].Value;
            weights += weight;
        }

        return sum / weights;
    }

    private static double Squared((double X, double Y, double Value) point, double x, double y) =>
        ((point.X - x) * (point.X - x)) + ((point.Y - y) * (point.Y - y));
}
