namespace Serverless.Tuner.Core.Pareto;

/// <summary>What each of many points alone dominates, for two or three objectives.</summary>
/// <remarks>
/// By ascending third loss the points come into a plane, in which what lies between the lowest and the second lowest point of
/// a column belongs to the lowest alone: O(n²) additions for three objectives, and one such plane for two.
/// </remarks>
internal static class ExclusiveVolume
{
    /// <summary>The volumes of finite points that all are within the reference; 0 for those that another covers.</summary>
    public static double[] Of(IReadOnlyList<double[]> points, double[] reference)
    {
        var volumes = new double[points.Count];
        var order = Enumerable.Range(0, points.Count).ToArray();
        // Ties in a fixed order, so that the sums' rounding does not depend on the order given.
        Array.Sort(order, (a, b) => reference.Length == 3 && points[a][2] != points[b][2]
            ? points[a][2].CompareTo(points[b][2])
            : Dominance.Compare(points[a], points[b]) is var c and not 0 ? c : a - b);
        if (reference.Length == 3) AddLayers(points, reference, order, volumes);
        else AddColumns(points, reference, order, 1, volumes);
        return volumes;
    }

    /// <summary>Adds the layers between the third losses, in each of which the
    /// points met so far lie in a plane by ascending first loss.</summary>
    private static void AddLayers(IReadOnlyList<double[]> points, double[] reference, int[] order, double[] volumes)
    {
        var plane = new int[points.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && points[plane[at - 1]][0] > points[order[i]][0]; at--) plane[at] = plane[at - 1];
            plane[at] = order[i];
            var height = (i + 1 < order.Length ? points[order[i + 1]][2] : reference[2]) - points[order[i]][2];
            if (height > 0) AddColumns(points, reference, plane.AsSpan(0, i + 1), height, volumes);
        }
    }

    /// <summary>Adds the columns between the first losses of a plane; in each,
    /// what lies between the lowest point and the second lowest.</summary>
    private static void AddColumns(
        IReadOnlyList<double[]> points, double[] reference, ReadOnlySpan<int> plane, double height, double[] volumes)
    {
        double lowest = reference[1], second = reference[1];
        // The first point is within the reference, and so the first owner.
        var owner = 0;
        for (var i = 0; i < plane.Length; i++)
        {
            var point = points[plane[i]];
            if (point[1] < lowest) (owner, lowest, second) = (plane[i], point[1], lowest);
            else if (point[1] < second) second = point[1];
            var right = i + 1 < plane.Length ? points[plane[i + 1]][0] : reference[0];
            volumes[owner] += (right - point[0]) * (second - lowest) * height;
        }
    }
}
