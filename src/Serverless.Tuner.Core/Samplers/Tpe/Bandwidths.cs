using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Centres and standard deviations of a numeric parameter's kernels, on coordinates in [0, 1].</summary>
internal static class Bandwidths
{
    /// <summary>The prior's centre.</summary>
    public const double PriorCentre = 0.5;

    /// <summary>The prior's standard deviation: the whole range.</summary>
    public const double PriorDeviation = 1;

    private const double Floor = 0.03;

    /// <summary>
    /// The larger of the gaps to the neighbours (Bergstra et al. 2011, section 4.2; the ends of the range are no neighbours),
    /// not less than max(0.03, (n + 2)⁻²) and half the cell of a discrete value, and not more than the range.
    /// </summary>
    /// <remarks>A kernel narrower than half its cell would hardly ever leave it: on small integers the search got stuck.</remarks>
    /// <param name="observed">n observed coordinates, NaN where the parameter was absent.</param>
    /// <param name="cells">The cells of a discrete parameter; null when they are narrower than any kernel.</param>
    /// <returns>n + 1 centres and deviations, the last the prior's; an absent observation has the prior's too.</returns>
    public static (double[] Centres, double[] Deviations) Fit(double[] observed, IDiscreteScale? cells = null)
    {
        var centres = new double[observed.Length + 1];
        var deviations = new double[centres.Length];
        var order = new int[centres.Length];
        var sorted = new double[centres.Length];
        var count = 0;
        for (var i = 0; i < centres.Length; i++)
        {
            var isPrior = i == observed.Length || double.IsNaN(observed[i]);
            centres[i] = isPrior ? PriorCentre : observed[i];
            deviations[i] = PriorDeviation;
            if (isPrior && i < observed.Length) continue;
            order[count] = i;
            sorted[count++] = centres[i];
        }

        SortStably(sorted.AsSpan(0, count), order.AsSpan(0, count));
        var floor = Math.Max(Floor, 1.0 / ((count + 1.0) * (count + 1.0)));
        for (var k = 0; k < count; k++)
        {
            if (order[k] == observed.Length) continue;
            var left = k > 0 ? sorted[k] - sorted[k - 1] : 0;
            var right = k < count - 1 ? sorted[k + 1] - sorted[k] : 0;
            var least = cells is null ? floor : Math.Max(floor, 0.5 * Width(cells.CellOf(sorted[k])));
            deviations[order[k]] = Math.Clamp(Math.Max(left, right), least, 1);
        }

        return (centres, deviations);
    }

    private static double Width((double Lower, double Upper) cell) => cell.Upper - cell.Lower;

    /// <summary>Sorts by coordinate, equal ones by index: the result must not depend on the runtime's sorting algorithm.</summary>
    private static void SortStably(Span<double> coordinates, Span<int> indices)
    {
        coordinates.Sort(indices);
        for (var from = 0; from < coordinates.Length;)
        {
            var to = from + 1;
            while (to < coordinates.Length && coordinates[to] == coordinates[from]) to++;
            if (to - from > 1) indices[from..to].Sort();
            from = to;
        }
    }
}
