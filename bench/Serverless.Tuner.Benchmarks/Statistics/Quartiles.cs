namespace Serverless.Tuner.Benchmarks.Statistics;

/// <summary>The median and the quartiles of a sample, by linear interpolation between the sorted values.</summary>
/// <param name="Lower">A quarter of the values are below.</param>
/// <param name="Median">Half of the values are below.</param>
/// <param name="Upper">Three quarters of the values are below.</param>
public sealed record Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>Those of a sample; values may be infinite.</summary>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    public static Quartiles Of(IEnumerable<double> sample)
    {
        var sorted = sample.Order().ToArray();
        if (sorted.Length == 0) throw new ArgumentException("A sample without values has no quartiles.", nameof(sample));
        return new Quartiles(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    private static double At(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var (below, rest) = ((int)position, position - (int)position);
        // Between two infinities, or at one without a share of the next, nothing is to be interpolated.
        if (rest == 0 || sorted[below] == sorted[below + 1]) return sorted[below];
        return sorted[below] + (rest * (sorted[below + 1] - sorted[below]));
    }
}
