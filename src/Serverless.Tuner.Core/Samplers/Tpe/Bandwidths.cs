using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Centres and standard deviations of a numeric parameter's kernels, on coordinates in [0, 1].</summary>
/// <remarks>
/// Gaps below the floor need not be known, so nothing is sorted: points are put into bins no wider than the floor, and only the
/// first and the last of a bin can have a neighbour farther away.
/// </remarks>
internal sealed class Bandwidths
{
    public const double PriorCentre = 0.5;

    /// <summary>The whole range.</summary>
    public const double PriorDeviation = 1;

    /// <summary>The least floor that there may be: as wide as the narrowest bin.</summary>
    public const double LeastFloor = 1.0 / MostBins;

    // With 0.5 studies of small integers still got stuck; with 0.8 they stayed coarse.
    private const double LeastShareOfCell = 0.65;

    private const int MostBins = 1024;

    // Of fewer the variance says little.
    private const int FewestToShrink = 3;

    // A kernel that is wider than its points scatter would lose its own place.
    private const double LeastKept = 0.5;

    private readonly double[] _least = new double[MostBins];
    private readonly double[] _most = new double[MostBins];
    private readonly int[] _first = new int[MostBins];
    private readonly int[] _last = new int[MostBins];

    /// <summary>
    /// A share of the larger gap to a neighbour (Bergstra et al. 2011, section 4.2), not less than the floor and two thirds of the cell of
    /// a discrete value, and not more than the range. The ends of the range are no neighbours, nor is the prior's centre, unless there is
    /// one observation only: otherwise the kernels of the best trials would be wide only because they are far from the middle.
    /// </summary>
    /// <remarks>A kernel much narrower than its cell would hardly ever leave it: on small integers the search got stuck.</remarks>
    /// <param name="observed">n observed coordinates, NaN where the parameter was absent.</param>
    /// <param name="shape">The share, the floor, and how far the centres are moved together.</param>
    /// <param name="cells">The cells of a discrete parameter; null when they are narrower than any kernel.</param>
    /// <param name="centres">Receives n centres, and the prior's in all
    /// places after them; an absent observation has the prior's too.</param>
    /// <param name="deviations">Receives as many standard deviations.</param>
    public void Fit(ReadOnlySpan<double> observed, KernelShape shape, IDiscreteScale? cells, Span<double> centres, Span<double> deviations)
    {
        var floor = Math.Max(shape.Floor, LeastFloor);
        var bins = 1;
        while (bins * floor < 1) bins *= 2;
        var first = _first.AsSpan(0, bins);
        first.Fill(-1);
        var present = 0;
        for (var i = 0; i < observed.Length; i++)
        {
            var x = observed[i];
            var isAbsent = double.IsNaN(x);
            centres[i] = isAbsent ? PriorCentre : x;
            deviations[i] = isAbsent ? PriorDeviation : cells is null ? floor : Math.Max(floor, LeastShareOfCell * Width(cells.CellOf(x)));
            if (isAbsent) continue;
            present++;
            Place(Math.Min((int)(x * bins), bins - 1), i, x);
        }

        centres[observed.Length..].Fill(PriorCentre);
        deviations[observed.Length..].Fill(PriorDeviation);
        if (present == 1) Place(Math.Min((int)(PriorCentre * bins), bins - 1), observed.Length, PriorCentre);
        Widen(first, shape.GapShare, deviations);
        if (shape.Shrinkage > 0 && present >= FewestToShrink) Shrink(observed, shape.Shrinkage, present, centres, deviations);
    }

    /// <summary>
    /// Moves each centre towards the mean of the points, by √(1 − h² / variance) for a kernel of deviation h (Liu and West 2001, Combined
    /// parameter and state estimation in simulation-based filtering, section 3): a mixture whose kernels stay at the points is wider than
    /// the points, and where values have noise it follows lucky ones rather than what the points have in common.
    /// </summary>
    private static void Shrink(ReadOnlySpan<double> observed, double share, int present, Span<double> centres, Span<double> deviations)
    {
        var mean = 0.0;
        foreach (var x in observed)
            if (!double.IsNaN(x)) mean += x / present;
        var variance = 0.0;
        foreach (var x in observed)
            if (!double.IsNaN(x)) variance += (x - mean) * (x - mean) / present;
        if (!(variance > 0)) return;
        for (var i = 0; i < observed.Length; i++)
        {
            if (double.IsNaN(observed[i])) continue;
            var kept = Math.Sqrt(Math.Max(LeastKept * LeastKept, 1 - (deviations[i] * deviations[i] / variance)));
            centres[i] = mean + ((1 - share + (share * kept)) * (observed[i] - mean));
        }
    }

    /// <summary>Puts a point into its bin; of equal ones the first is the leftmost, the last the rightmost.</summary>
    private void Place(int bin, int i, double x)
    {
        var isEmpty = _first[bin] < 0;
        if (isEmpty || x < _least[bin]) (_first[bin], _least[bin]) = (i, x);
        if (isEmpty || x >= _most[bin]) (_last[bin], _most[bin]) = (i, x);
    }

    /// <summary>Widens the kernels at both sides of each gap between bins.</summary>
    private void Widen(ReadOnlySpan<int> first, double share, Span<double> deviations)
    {
        var before = -1;
        for (var bin = 0; bin < first.Length; bin++)
        {
            if (first[bin] < 0) continue;
            if (before >= 0) Widen(deviations, _last[before], _first[bin], share * (_least[bin] - _most[before]));
            before = bin;
        }
    }

    private static void Widen(Span<double> deviations, int left, int right, double width)
    {
        deviations[left] = Math.Clamp(width, deviations[left], 1);
        deviations[right] = Math.Clamp(width, deviations[right], 1);
    }

    private static double Width((double Lower, double Upper) cell) => cell.Upper - cell.Lower;
}
