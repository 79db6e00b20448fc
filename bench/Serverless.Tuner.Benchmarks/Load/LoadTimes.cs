using Serverless.Tuner.Benchmarks.App;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>How long something took, again and again, in milliseconds.</summary>
/// <param name="Count">How often.</param>
/// <param name="P50Ms">The median.</param>
/// <param name="P90Ms">What 90 % stay within.</param>
/// <param name="P99Ms">What 99 % stay within.</param>
/// <param name="SlowestMs">The longest.</param>
internal sealed record LoadTimes(int Count, double P50Ms, double P90Ms, double P99Ms, double SlowestMs)
{
    /// <summary>Of single times.</summary>
    public static LoadTimes Of(IReadOnlyCollection<double> times) => times.Count == 0
        ? new(0, 0, 0, 0, 0)
        : new(times.Count, Quantile(times, 0.5), Quantile(times, 0.9), Quantile(times, 0.99), Quantile(times, 1));

    private static double Quantile(IReadOnlyCollection<double> times, double share) => Math.Round(Quantiles.Of(times, share), 2);
}
