namespace Serverless.Tuner.Core.Pareto;

/// <summary>The points of a plane that no other covers, by ascending x and so by descending y.</summary>
internal sealed class Staircase
{
    private readonly List<double> _x = [];
    private readonly List<double> _y = [];

    /// <summary>Whether a point of the staircase is nowhere worse than (<paramref name="x"/>, <paramref name="y"/>).</summary>
    public bool Covers(double x, double y)
    {
        var i = CountUpTo(x);
        return i > 0 && _y[i - 1] <= y;
    }

    /// <summary>Adds a point and drops those that it covers; nothing when it is covered itself.</summary>
    public void Add(double x, double y) => Add(x, y, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Adds a point likewise, and tells by how much the area between the staircase and a corner grows.</summary>
    /// <param name="x">Less than <paramref name="cornerX"/>, as that of every point added.</param>
    /// <param name="y">Less than <paramref name="cornerY"/>, as that of every point added.</param>
    /// <param name="cornerX">The corner's x.</param>
    /// <param name="cornerY">The corner's y.</param>
    public double Add(double x, double y, double cornerX, double cornerY)
    {
        var first = CountUpTo(x);
        if (first > 0 && _y[first - 1] <= y) return 0;
        // One of equal x but greater y is covered too.
        if (first > 0 && _x[first - 1] == x) first--;

        // Strips from left to right under the old staircase, down to y.
        var area = 0.0;
        var top = first > 0 ? _y[first - 1] : cornerY;
        var left = x;
        var end = first;
        while (end < _x.Count && _y[end] >= y)
        {
            area += (_x[end] - left) * (top - y);
            left = _x[end];
            top = _y[end];
            end++;
        }

        area += ((end < _x.Count ? _x[end] : cornerX) - left) * (top - y);
        if (end == first)
        {
            _x.Insert(first, x);
            _y.Insert(first, y);
            return area;
        }

        _x[first] = x;
        _y[first] = y;
        _x.RemoveRange(first + 1, end - first - 1);
        _y.RemoveRange(first + 1, end - first - 1);
        return area;
    }

    /// <summary>How many points have an x of at most <paramref name="x"/>.</summary>
    private int CountUpTo(double x)
    {
        int low = 0, high = _x.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_x[middle] <= x) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
