namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Bounds what a process sees of values that diverged, such as the loss of a training that exploded.</summary>
/// <remarks>
/// A process that must explain values many orders of magnitude above all others sees no difference between the others. How bad the bad ones
/// are does not matter, as long as they stay the worst. Of the factors tried 20 harmed no function; 5 harms those that grow with the fourth
/// power of the distance, 0.5 those with several optima. Values that exploded get the worst value of the others, since a plateau above that
/// is a step of its own to explain; those that are merely bad, such as the error of a model that learned nothing, say how bad.
/// </remarks>
internal static class DivergedValues
{
    private const double Factor = 20;

    // A value so many times as far above the best as the bound is has exploded.
    private const double Exploded = 10;

    /// <summary>How many of a study's first trials tell what is usual, at least: later ones lie ever nearer to the best.</summary>
    public const int Early = 16;

    /// <summary>Losses of one objective, those above median + 20 × (median − best) set to that, and those far above
    /// it to the worst that are not.</summary>
    /// <param name="losses">The losses.</param>
    /// <param name="early">Those of the first trials, whose median it is.</param>
    public static double[] Bounded(double[] losses, double[] early)
    {
        if (losses.Length == 0 || early.Length == 0) return losses;
        var best = losses.Min();
        var sorted = early.Order().ToArray();
        var middle = sorted[sorted.Length / 2];
        // On a plateau of the best value the middle of those above it tells how values spread.
        if (middle <= best) middle = MiddleAbove(sorted, best);
        // In parts: the difference of two doubles may overflow.
        var bound = middle + ((Factor * middle) - (Factor * best));
        if (!(bound > best) || bound >= losses.Max()) return losses;
        var worst = losses.Where(v => v <= bound).Max();
        return [.. losses.Select(v => v <= bound ? v : (v - best) / Exploded > bound - best ? worst : bound)];
    }

    /// <summary>Each objective of some losses, a row for each trial.</summary>
    public static double[][] Bounded(double[][] losses, double[][] early)
    {
        if (losses.Length == 0) return losses;
        var columns = Enumerable.Range(0, losses[0].Length)
            .Select(j => Bounded([.. losses.Select(row => row[j])], [.. early.Select(row => row[j])])).ToArray();
        return [.. losses.Select((_, k) => columns.Select(column => column[k]).ToArray())];
    }

    /// <summary>Values of a constraint whose outliers are drawn in while 0 stays 0: sizes above 20 times their middle are set to that, and
    /// where they still span far more than their middle s, sign(c) log(1 + |c| / s).</summary>
    public static double[] DrawnIn(double[] constraint)
    {
        var sizes = constraint.Select(Math.Abs).Order().ToArray();
        var middle = sizes[sizes.Length / 2];
        if (middle == 0) middle = MiddleAbove(sizes, 0);
        if (!(sizes[^1] / middle > 10)) return constraint;
        return [.. constraint.Select(v => Math.Sign(v) * PortableMath.Log1P(Math.Min(Math.Abs(v) / middle, Factor)))];
    }

    private static double MiddleAbove(double[] sorted, double value)
    {
        var above = sorted.Where(v => v > value).ToArray();
        return above.Length == 0 ? value : above[above.Length / 2];
    }
}
