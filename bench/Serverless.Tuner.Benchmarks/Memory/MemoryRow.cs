using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Memory;

/// <summary>The best values of one function's studies, one for each seed.</summary>
/// <param name="Function">The function.</param>
/// <param name="ColdFew">Without a warm start, after few trials.</param>
/// <param name="ColdMany">After twice as many.</param>
/// <param name="Warm">With studies of its family, after few trials and after twice as many.</param>
/// <param name="Other">With studies of another function, whose optimum lies elsewhere.</param>
/// <param name="Elsewhere">With studies of the same function, whose optimum lies elsewhere.</param>
internal sealed record MemoryRow(
    string Function, double[] ColdFew, double[] ColdMany, WarmValues Warm, WarmValues Other, WarmValues Elsewhere)
{
    /// <summary>How often a run of the one is better than a run of the other, ties half.</summary>
    public static double Better(double[] ones, double[] others) =>
        ones.Average(a => others.Average(b => a < b ? 1 : a == b ? 0.5 : 0));

    /// <summary>The middle of some values.</summary>
    public static double Median(double[] values) => Quartiles.Of(values).Median;
}
