namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>A box of genes, and the lines through its centre along the dimensions: where a point is looked for.</summary>
/// <remarks>
/// Half of the suggestions are looked for on the lines alone. In the corners of a wide box the process knows so little that these would
/// hide that one parameter should leap; and where values change sharply, small steps of one parameter lead on.
/// </remarks>
/// <param name="space">The dimensions.</param>
/// <param name="centre">The genes of its centre.</param>
/// <param name="halves">Half of its side along each dimension.</param>
internal sealed class SearchBox(GpSpace space, double[] centre, double[] halves)
{
    // The share of those of the others that lie near the centre.
    private const double NearShare = 0.4;

    // Standard deviations of those near the centre, as shares of a side.
    private static readonly double[] Widths = [0.25, 0.05, 0.01];

    /// <summary>Squares of distances below which two candidates climb to the same point.</summary>
    public double LeastDistance { get; } = 0.04 * halves.Sum(h => Math.Min(h, 0.5) * Math.Min(h, 0.5));

    /// <summary>A point of a line, anywhere on it.</summary>
    /// <param name="index">Each line in turn.</param>
    /// <param name="random">The trial's generator.</param>
    public double[] OnLine(int index, TrialRandom random)
    {
        var genes = (double[])centre.Clone();
        var line = index % genes.Length;
        genes[line] = space.Dimensions[line].Draw(random);
        return genes;
    }

    /// <summary>A point of the box, anywhere in it or near its centre.</summary>
    /// <param name="index">Near by each of some widths in turn.</param>
    /// <param name="random">The trial's generator.</param>
    public double[] Inside(int index, TrialRandom random)
    {
        var genes = (double[])centre.Clone();
        var isNear = random.NextDouble() < NearShare;
        var width = Widths[index % Widths.Length];
        var moved = isNear ? Math.Clamp(3.0 / genes.Length, 0.1, 1) : 1;
        var always = (int)random.NextInt(genes.Length);
        for (var i = 0; i < genes.Length; i++)
        {
            if (i != always && moved < 1 && random.NextDouble() >= moved) continue;
            var (lower, upper) = Bounds(i, centre[i]);
            var x = isNear
                ? centre[i] + (width * 2 * halves[i] * random.NextGaussian())
                : lower + ((upper - lower) * random.NextClosedDouble());
            x = Math.Clamp(x, lower, upper);
            genes[i] = space.Dimensions[i].Values is { } values ? Nearest(values, x) : space.Dimensions[i].Scale.Snap(x);
        }

        return genes;
    }

    /// <summary>The bounds of a dimension for a climb from a point, which lies in the box or on a line.</summary>
    public (double Lower, double Upper) Bounds(int dimension, double from)
    {
        var (lower, upper) = (
            Math.Max(0, Math.Min(centre[dimension], from) - halves[dimension]),
            Math.Min(1, Math.Max(centre[dimension], from) + halves[dimension]));
        if (Math.Abs(from - centre[dimension]) > halves[dimension])
            (lower, upper) = (Math.Max(0, from - halves[dimension]), Math.Min(1, from + halves[dimension]));
        if (space.Dimensions[dimension].Values is not { } values) return (lower, upper);
        // At least the next value to either side.
        var at = 0;
        while (at + 1 < values.Count && values[at + 1] <= from) at++;
        return (Math.Min(lower, values[Math.Max(0, at - 1)]), Math.Max(upper, values[Math.Min(values.Count - 1, at + 1)]));
    }

    private static double Nearest(IReadOnlyList<double> values, double x)
    {
        var best = values[0];
        foreach (var value in values)
            if (Math.Abs(value - x) < Math.Abs(best - x)) best = value;
        return best;
    }
}
