using MathNet.Numerics.Distributions;

namespace Serverless.Tuner.Benchmarks.Statistics;

/// <summary>The test of Mann and Whitney (1947): is one sample better than the other, whatever their distributions?</summary>
internal static class MannWhitney
{
    /// <summary>Samples with more pairs than this are approximated: counting their orders takes long and changes nothing.</summary>
    private const int MostPairsCounted = 10_000;

    /// <summary>Compares two samples that are not empty.</summary>
    /// <param name="ours">One sample; values may be infinite, not NaN.</param>
    /// <param name="theirs">The other.</param>
    /// <param name="isLessBetter">Whether the smaller of two values is the better one.</param>
    public static RankTest Compare(IReadOnlyList<double> ours, IReadOnlyList<double> theirs, bool isLessBetter)
    {
        double pairs = (double)ours.Count * theirs.Count, wins = 0;
        foreach (var a in ours)
        {
            foreach (var b in theirs)
                wins += a == b ? 0.5 : a < b == isLessBetter ? 1 : 0;
        }

        var (tied, variance) = Variance([.. ours, .. theirs], pairs);
        var isExact = !tied && pairs <= MostPairsCounted;
        var p = isExact ? Exact(ours.Count, theirs.Count, wins) : Approximate(Math.Abs(wins - (pairs / 2)) - 0.5, variance);
        return new RankTest(wins / pairs, p, variance / (pairs * pairs), isExact);
    }

    /// <summary>The mean of comparisons on several functions, tested as a whole:
    /// each counts the same (van Elteren 1960, with equal weights).</summary>
    public static RankTest Combine(IReadOnlyCollection<RankTest> tests)
    {
        if (tests.Count == 1) return tests.First();
        var mean = tests.Average(t => t.WinProbability);
        var variance = tests.Sum(t => t.Variance) / (tests.Count * tests.Count);
        return new RankTest(mean, Approximate(Math.Abs(mean - 0.5), variance), variance, IsExact: false);
    }

    /// <summary>The variance of the number of wins without a difference, corrected for ties.</summary>
    private static (bool Tied, double Variance) Variance(double[] all, double pairs)
    {
        double n = all.Length;
        var ties = all.GroupBy(v => v).Sum(g => Math.Pow(g.Count(), 3) - g.Count());
        return (ties > 0, pairs / 12 * (n + 1 - (ties / (n * (n - 1)))));
    }

    private static double Approximate(double distance, double variance) =>
        distance <= 0 || variance <= 0 ? 1 : Math.Min(1, 2 * Normal.CDF(0, 1, -distance / Math.Sqrt(variance)));

    /// <summary>Twice the share of all orders in which the side with fewer wins has at most as many as here.</summary>
    /// <remarks>
    /// The number of orders with u wins is the coefficient of qᵘ in ∏ᵢ (1 − qᵐ⁺ⁱ) / (1 − qⁱ), i from 1 to n. It is read from the lower
    /// end, where the counts are small and exact.
    /// </remarks>
    private static double Exact(int n, int m, double wins)
    {
        var least = (int)Math.Min(wins, ((double)n * m) - wins);
        var counts = new double[(n * m) + 1];
        counts[0] = 1;
        for (var i = 1; i <= n; i++)
        {
            for (var u = counts.Length - 1; u >= m + i; u--) counts[u] -= counts[u - m - i];
            for (var u = i; u < counts.Length; u++) counts[u] += counts[u - i];
        }

        return Math.Min(1, 2 * counts.Take(least + 1).Sum() / counts.Sum());
    }
}
