namespace Serverless.Tuner.Core.Pareto;

/// <summary>Exact hypervolume: how much of the space between a reference point and the ideal a set of losses dominates.</summary>
/// <remarks>
/// Two objectives by a sweep; three by a sweep over a staircase (Fonseca, Paquete and López-Ibáñez 2006); more by WFG with slicing
/// (While, Bradstreet and Barone 2012). Less is better. A point that is not less than the reference in every
/// objective, or has a NaN, adds nothing; one with a negative infinity makes the volume infinite. The reference is finite. Where
/// products could overflow, scale the losses first (<see cref="UnitLosses"/>).
/// </remarks>
internal static class Hypervolume
{
    /// <summary>The volume that <paramref name="losses"/> dominate together.</summary>
    public static double Of(IEnumerable<double[]> losses, double[] reference)
    {
        var points = losses.Where(p => IsWithin(p, reference)).ToList();
        return points.Exists(p => Array.IndexOf(p, double.NegativeInfinity) >= 0)
            ? double.PositiveInfinity
            : Volume(points, reference, reference.Length);
    }

    /// <summary>What each point adds to the volume of all others: 0 for those dominated, outside the reference, or there twice.</summary>
    public static double[] Contributions(IReadOnlyList<double[]> losses, double[] reference)
    {
        var contributions = new double[losses.Count];
        if (reference.Length is 2 or 3)
        {
            var within = Enumerable.Range(0, losses.Count).Where(i => IsWithin(losses[i], reference)).ToArray();
            if (!Array.Exists(within, i => Array.IndexOf(losses[i], double.NegativeInfinity) >= 0))
            {
                var volumes = ExclusiveVolume.Of(Array.ConvertAll(within, i => losses[i]), reference);
                for (var i = 0; i < within.Length; i++) contributions[within[i]] = volumes[i];
                return contributions;
            }
        }

        // Not among the front alone: without a point of it, those that only it dominates take part of its place.
        foreach (var i in NonDominatedSort.Front(losses))
            contributions[i] = Gain(losses[i], losses.Where((_, other) => other != i), reference);
        return contributions;
    }

    /// <summary>By how much <paramref name="point"/> would add to the volume of <paramref name="others"/>.</summary>
    public static double Gain(double[] point, IEnumerable<double[]> others, double[] reference)
    {
        if (!IsWithin(point, reference)) return 0;
        var whole = Box(point, reference, reference.Length);
        // What the others take from the point's box is the volume of the others moved into the box.
        var limited = Limit(others, point, reference.Length);
        if (limited.Exists(p => Dominance.Covers(p, point))) return 0;
        if (double.IsPositiveInfinity(whole)) return whole;
        return Math.Max(0, whole - Of(limited, reference));
    }

    private static bool IsWithin(double[] point, double[] reference)
    {
        for (var i = 0; i < point.Length; i++)
            if (!(point[i] < reference[i])) return false;
        return true;
    }

    /// <summary>The volume over the first <paramref name="objectives"/> losses of points that all are within the reference.</summary>
    private static double Volume(List<double[]> points, double[] reference, int objectives) => points.Count switch
    {
        0 => 0,
        1 => Box(points[0], reference, objectives),
        _ => objectives switch
        {
            1 => reference[0] - points.Min(p => p[0]),
            2 => Plane(points, reference),
            3 => Sweep(points, reference),
            _ => Slice(points, reference, objectives),
        },
    };

    private static double Box(double[] point, double[] reference, int objectives)
    {
        var volume = 1.0;
        for (var i = 0; i < objectives; i++) volume *= reference[i] - point[i];
        return volume;
    }

    private static double Plane(List<double[]> points, double[] reference)
    {
        points.Sort((a, b) => Dominance.Compare(a.AsSpan(0, 2), b.AsSpan(0, 2)));
        var area = 0.0;
        var top = reference[1];
        foreach (var point in points)
        {
            if (point[1] >= top) continue;
            area += (reference[0] - point[0]) * (top - point[1]);
            top = point[1];
        }

        return area;
    }

    /// <summary>By ascending third loss: from each point to the next, the area of the staircase of the points so far.</summary>
    private static double Sweep(List<double[]> points, double[] reference)
    {
        // Equal third losses in a fixed order, so that the sum's rounding does not depend on the order given.
        points.Sort((a, b) => a[2] != b[2] ? a[2].CompareTo(b[2]) : Dominance.Compare(a.AsSpan(0, 2), b.AsSpan(0, 2)));
        var stairs = new Staircase();
        double volume = 0, area = 0;
        for (var i = 0; i < points.Count; i++)
        {
            area += stairs.Add(points[i][0], points[i][1], reference[0], reference[1]);
            volume += area * ((i + 1 < points.Count ? points[i + 1][2] : reference[2]) - points[i][2]);
        }

        return volume;
    }

    /// <summary>
    /// By ascending last loss, the volume that each point adds to those before it: moved into its box they all have its last loss,
    /// so that one objective less remains.
    /// </summary>
    private static double Slice(List<double[]> points, double[] reference, int objectives)
    {
        var last = objectives - 1;
        points.Sort((a, b) => a[last] != b[last] ? a[last].CompareTo(b[last]) : Dominance.Compare(a.AsSpan(0, last), b.AsSpan(0, last)));
        var volume = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            var limited = Limit(points.Take(i), points[i], last);
            if (limited.Exists(p => Dominance.Covers(p, points[i].AsSpan(0, last)))) continue;
            volume += (reference[last] - points[i][last]) * Math.Max(0, Box(points[i], reference, last) - Volume(limited, reference, last));
        }

        return volume;
    }

    /// <summary>The points moved into the box of <paramref name="corner"/>, over the
    /// first <paramref name="objectives"/>, without those that another covers.</summary>
    private static List<double[]> Limit(IEnumerable<double[]> points, double[] corner, int objectives)
    {
        var limited = new List<double[]>();
        foreach (var point in points)
        {
            var moved = new double[objectives];
            for (var i = 0; i < objectives; i++) moved[i] = Math.Max(point[i], corner[i]);
            limited.Add(moved);
        }

        // Up to three objectives the sweeps skip what is covered for less than a filter costs.
        return objectives <= 3 ? limited : WithoutCovered(limited);
    }

    private static List<double[]> WithoutCovered(List<double[]> points)
    {
        points.Sort((a, b) => Dominance.Compare(a, b));
        var kept = new List<double[]>(points.Count);
        foreach (var point in points)
            if (!kept.Exists(p => Dominance.Covers(p, point))) kept.Add(point);
        return kept;
    }
}
