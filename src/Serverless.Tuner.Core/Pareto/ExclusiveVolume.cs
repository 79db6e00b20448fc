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
        var order = new int[points.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var isSpace = reference.Length == 3;
        // Ties in a fixed order, so that the sums' rounding does not depend on the order given.
        Array.Sort(order, (a, b) => isSpace && points[a][2] != points[b][2]
            ? points[a][2].CompareTo(points[b][2])
            : Dominance.Compare(points[a], points[b]) is var c and not 0 ? c : a - b);
        if (!isSpace)
        {
            AddColumns(order, 1);
            return volumes;
        }

        var plane = new int[points.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && points[plane[at - 1]][0] > points[order[i]][0]; at--) plane[at] = plane[at - 1];
            plane[at] = order[i];
            var height = (i + 1 < order.Length ? points[order[i + 1]][2] : reference[2]) - points[order[i]][2];
            if (height > 0) AddColumns(plane.AsSpan(0, i + 1), height);
        }

        return volumes;

        // Columns between the points by ascending first loss.
        void AddColumns(ReadOnlySpan<int> plane, double height)
        {
            double lowest = reference[1], second = reference[1];
            var owner = -1;
            for (var i = 0; i < plane.Length; i++)
            {
                var point = points[plane[i]];
                if (point[1] < lowest)
                {
                    second = lowest;
                    lowest = point[1];
                    owner = plane[i];
                }
                else if (point[1] < second)
                {
                    second = point[1];
                }

                var right = i + 1 < plane.Length ? points[plane[i + 1]][0] : reference[0];
                volumes[owner] += (right - point[0]) * (second - lowest) * height;
            }
        }
    }
}
