namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>A Parzen estimate of how trials are distributed over the cells of an axis, with a prior that weighs as much as one trial.
/// </summary>
/// <remarks>
/// For numbers, kernels are normal distributions around the cells, cut off at the ends of the axis, their bandwidth by Scott's rule with
/// the lesser of deviation and quartiles (Scott 1992, Multivariate Density Estimation, section 6.5), half a cell at least; the prior is as
/// wide as the axis. For choices, a kernel has most of its mass at its own choice and spreads as much as one prior over all of them.
/// </remarks>
internal static class CellDensity
{
    // Nine tenths of a normal distribution lie within 1.64 deviations: those of the narrowest kernel within its cell.
    private const double LeastBandwidth = 0.5 / 1.64;

    private const double ScottFactor = 1.059, QuartilesOfNormal = 1.34;

    /// <summary>The probability of each cell.</summary>
    /// <param name="counts">How many trials are in each, at least one in all.</param>
    /// <param name="isNumeric">Whether neighbouring cells are alike.</param>
    public static double[] Of(int[] counts, bool isNumeric)
    {
        var occupied = Enumerable.Range(0, counts.Length).Where(cell => counts[cell] > 0).ToArray();
        var total = counts.Sum();
        var density = new double[counts.Length];
        if (isNumeric)
        {
            var bandwidth = Math.Max(Bandwidth(counts, occupied, total), LeastBandwidth);
            foreach (var cell in occupied) AddNormal(density, cell, bandwidth, (double)counts[cell] / (total + 1));
            AddNormal(density, (counts.Length - 1) / 2.0, counts.Length, 1.0 / (total + 1));
            return density;
        }

        var share = 1.0 / (occupied.Length + 1);
        var mass = 1 + (counts.Length * share);
        // All kernels spread alike, and the prior is flat.
        Array.Fill(density, (total * share / mass / (total + 1)) + (1.0 / counts.Length / (total + 1)));
        foreach (var cell in occupied) density[cell] += counts[cell] / mass / (total + 1);
        return density;
    }

    private static void AddNormal(double[] density, double mean, double deviation, double weight)
    {
        var whole = NormalDistribution.Mass((-0.5 - mean) / deviation, (density.Length - 0.5 - mean) / deviation);
        for (var cell = 0; cell < density.Length; cell++)
            density[cell] += weight * NormalDistribution.Mass((cell - 0.5 - mean) / deviation, (cell + 0.5 - mean) / deviation) / whole;
    }

    private static double Bandwidth(int[] counts, int[] occupied, int total)
    {
        var mean = occupied.Sum(cell => (double)cell * counts[cell]) / total;
        var deviation = Math.Sqrt(occupied.Sum(cell => (cell - mean) * (cell - mean) * counts[cell]) / Math.Max(1, total - 1));
        var (lower, upper, upTo) = (occupied[^1], occupied[^1], 0);
        for (var i = occupied.Length - 1; i >= 0; i--)
        {
            upTo = i == occupied.Length - 1 ? total : upTo - counts[occupied[i + 1]];
            if (upTo >= total / 4) lower = occupied[i];
            if (upTo > total * 3L / 4) upper = occupied[i];
        }

        return ScottFactor * Math.Min((upper - lower) / QuartilesOfNormal, deviation) * Math.Pow(total, -0.2);
    }
}
