namespace Serverless.Tuner.Core.Pareto;

/// <summary>Losses moved to where the best of a set is 0 and its worst is 1 in every objective.</summary>
/// <remarks>
/// The rule by which samplers choose a reference point for hypervolumes:
/// <see cref="Reference"/> in these units, a tenth of the range beyond
/// the nadir (Ishibuchi et al. 2018 recommend slightly more than the nadir, so that the extreme points count). Unlike 1.1 times
/// the nadir itself, it changes neither with an objective's unit nor with its origin, and nothing overflows.
/// </remarks>
internal static class UnitLosses
{
    /// <summary>The reference in each objective.</summary>
    public const double Reference = 1.1;

    /// <summary>The reference point for so many objectives.</summary>
    public static double[] ReferencePoint(int objectives) => [.. Enumerable.Repeat(Reference, objectives)];

    /// <summary>Scales finite losses by the range of <paramref name="losses"/> themselves.</summary>
    public static double[][] Of(IReadOnlyList<double[]> losses) => Of(losses, losses);

    /// <summary>Scales finite losses by the range of <paramref name="scale"/>; an objective
    /// in which that has one value only becomes an offset in its own unit.</summary>
    /// <param name="losses">The points to scale; what is better than the scale's best becomes negative.</param>
    /// <param name="scale">One finite point or more.</param>
    public static double[][] Of(IReadOnlyList<double[]> losses, IReadOnlyList<double[]> scale)
    {
        var scaled = new double[losses.Count][];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = new double[losses[i].Length];
        if (scaled.Length == 0) return scaled;

        for (var objective = 0; objective < scaled[0].Length; objective++)
        {
            double best = scale[0][objective], worst = best;
            for (var i = 1; i < scale.Count; i++)
            {
                best = Math.Min(best, scale[i][objective]);
                worst = Math.Max(worst, scale[i][objective]);
            }

            // Halves, because the difference of two doubles may overflow.
            var halfRange = (0.5 * worst) - (0.5 * best);
            if (!(halfRange > 0)) halfRange = 0.5;
            for (var i = 0; i < scaled.Length; i++) scaled[i][objective] = ((0.5 * losses[i][objective]) - (0.5 * best)) / halfRange;
        }

        return scaled;
    }
}
