namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>Goodness of fit, for draws from fixed seeds.</summary>
internal static class Distributions
{
    /// <summary>The largest distance between the draws' distribution function and
    /// <paramref name="cdf"/>; 1.63/√n is exceeded by chance in 1 % of cases.</summary>
    public static double KolmogorovSmirnov(IEnumerable<double> draws, Func<double, double> cdf)
    {
        var sorted = draws.Order().ToArray();
        return sorted.Select((x, i) => Math.Max(cdf(x) - (i / (double)sorted.Length), ((i + 1) / (double)sorted.Length) - cdf(x))).Max();
    }

    /// <summary>Pearson's statistic.</summary>
    public static double ChiSquare(IReadOnlyList<int> seen, IReadOnlyList<double> expected) =>
        seen.Select((s, i) => (s - expected[i]) * (s - expected[i]) / expected[i]).Sum();

    /// <summary>About what chance exceeds in 0.1 % of cases (Wilson and Hilferty 1931).</summary>
    public static double ChiSquareLimit(int degrees)
    {
        if (degrees == 0) return 1e-9;
        var a = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - a + (3.09 * Math.Sqrt(a)), 3);
    }
}
