namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Quantiles of measured figures.</summary>
internal static class Quantiles
{
    /// <summary>The value that a share of the figures stays within (nearest rank); NaN when there are none.</summary>
    public static double Of(IEnumerable<double> figures, double share)
    {
        var sorted = figures.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
