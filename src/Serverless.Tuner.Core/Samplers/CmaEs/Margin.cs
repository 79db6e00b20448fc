using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Keeps a discrete coordinate's probability of leaving the cell
/// of the mean above a small one, so that it never gets stuck.</summary>
/// <remarks>R. Hamano et al. 2022 (CMA-ES with margin, GECCO), section 4; the cells need not be equally wide.</remarks>
internal static class Margin
{
    /// <summary>Moves the mean and the stretch of every discrete coordinate where that is needed.</summary>
    /// <param name="distribution">The distribution after an update.</param>
    /// <param name="cells">For each coordinate its cells; null when it is continuous.</param>
    /// <param name="probability">The least probability of leaving the cell, above 0 and below ½.</param>
    public static SearchDistribution Apply(SearchDistribution distribution, IDiscreteScale?[] cells, double probability)
    {
        if (Array.TrueForAll(cells, c => c is null)) return distribution;

        var mean = (double[])distribution.Mean.Clone();
        var stretch = (double[])distribution.Stretch.Clone();
        for (var j = 0; j < mean.Length; j++)
        {
            if (cells[j] is not { Points: > 1 } scale) continue;
            var deviation = distribution.Deviation(j);
            var cell = scale.CellOf(Math.Clamp(mean[j], 0, 1));
            if (cell.Lower <= 0 || cell.Upper >= 1)
            {
                // An outermost cell has one neighbour only: the mean comes near enough to the edge between them.
                var farthest = -NormalDistribution.Quantile(probability) * deviation;
                mean[j] = cell.Lower <= 0 ? Math.Max(mean[j], cell.Upper - farthest) : Math.Min(mean[j], cell.Lower + farthest);
            }
            else if (Between(cell, mean[j], deviation, probability / 2) is { } moved)
            {
                stretch[j] *= moved.Stretch;
                mean[j] = moved.Mean;
            }
        }

        return distribution with { Mean = mean, Stretch = stretch };
    }

    /// <summary>Where the mean of a cell with two neighbours goes, and by how much its coordinate
    /// stretches, so that each side has a probability; null when both have it.</summary>
    private static (double Mean, double Stretch)? Between((double Lower, double Upper) cell, double mean, double deviation, double half)
    {
        var below = NormalDistribution.Cdf((cell.Lower - mean) / deviation);
        var above = NormalDistribution.Cdf((mean - cell.Upper) / deviation);
        if (below >= half && above >= half) return null;
        var within = 1 - below - above;
        (below, above) = (Math.Max(half, below), Math.Max(half, above));
        // What one side gains the cell and the other side lose, in proportion to what they have to spare.
        var excess = 1 - below - above - within;
        var spare = below + above + within - (3 * half);
        (below, above) = (below + (excess / spare * (below - half)), above + (excess / spare * (above - half)));
        var (down, up) = (Math.Max(0, -NormalDistribution.Quantile(below)), Math.Max(0, -NormalDistribution.Quantile(above)));
        if (!(down + up > 1e-9)) return null;
        return (((cell.Lower * up) + (cell.Upper * down)) / (down + up), (cell.Upper - cell.Lower) / ((down + up) * deviation));
    }
}
