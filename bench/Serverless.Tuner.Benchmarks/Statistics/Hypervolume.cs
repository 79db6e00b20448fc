namespace Serverless.Tuner.Benchmarks.Statistics;

/// <summary>The volume that points dominate, below a reference point, all objectives minimised.</summary>
/// <remarks>By slices, for two or three objectives. The judge's own: it shares no code with the samplers that it judges.</remarks>
internal static class Hypervolume
{
    /// <summary>The volume of the space between the points and the reference; points beyond the reference count nothing.</summary>
    public static double Of(IEnumerable<IReadOnlyList<double>> points, double reference)
    {
        var inside = points.Where(p => p.All(v => v < reference)).ToArray();
        return inside.Length == 0 ? 0 : Slices(inside, inside[0].Count, reference);
    }

    private static double Slices(IEnumerable<IReadOnlyList<double>> points, int dimensions, double reference)
    {
        var sorted = points.OrderBy(p => p[dimensions - 1]).ToArray();
        if (dimensions == 1) return reference - sorted[0][0];
        if (dimensions == 2) return Staircase(sorted, reference);
        var volume = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var top = i + 1 < sorted.Length ? sorted[i + 1][dimensions - 1] : reference;
            var height = top - sorted[i][dimensions - 1];
            if (height > 0) volume += height * Slices(sorted.Take(i + 1), dimensions - 1, reference);
        }

        return volume;
    }

    private static double Staircase(IReadOnlyList<double>[] sorted, double reference)
    {
        var (area, left) = (0.0, reference);
        for (var i = 0; i < sorted.Length; i++)
        {
            left = Math.Min(left, sorted[i][0]);
            var top = i + 1 < sorted.Length ? sorted[i + 1][1] : reference;
            area += (reference - left) * (top - sorted[i][1]);
        }

        return area;
    }
}
