using MathNet.Numerics.Statistics;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>The signed-rank test of Wilcoxon (1945) for paired samples.</summary>
/// <remarks>Equal absolute differences share the mean of their ranks; zero
/// differences have ranks, too, that count half on either side.</remarks>
internal static class SignedRankTest
{
    /// <summary>Up to so many pairs every assignment of signs is counted; beyond, their sum is taken for normally distributed.</summary>
    public const int MostExact = 50;

    /// <summary>How likely differences at least so far above 0 are when each is as likely to be below.</summary>
    /// <param name="differences">The differences of the pairs; finite, at least one.</param>
    /// <returns>A probability in (0, 1]; 1 when all differences are 0.</returns>
    public static double Greater(ReadOnlySpan<double> differences)
    {
        // Twice the ranks, because those that ties share may be halves.
        var sizes = Array.ConvertAll(differences.ToArray(), Math.Abs);
        var ranks = Array.ConvertAll(ArrayStatistics.RanksInplace(sizes), rank => (int)(2 * rank));
        var (above, signed) = (0L, new List<int>(ranks.Length));
        for (var i = 0; i < ranks.Length; i++)
        {
            if (differences[i] != 0) signed.Add(ranks[i]);
            if (differences[i] > 0) above += ranks[i];
        }

        if (signed.Count == 0) return 1;
        // What zeros add is the same whatever the signs.
        return ranks.Length <= MostExact ? Exact(signed, above) : Approximate(signed, above);
    }

    /// <summary>The share of all assignments of signs whose positive ranks sum to at least <paramref name="above"/>.</summary>
    private static double Exact(List<int> ranks, long above)
    {
        // The shares of the sums so far, halved with each rank: no count overflows.
        var shares = new double[ranks.Sum() + 1];
        shares[0] = 1;
        var most = 0;
        foreach (var rank in ranks)
        {
            most += rank;
            for (var sum = most; sum >= 0; sum--) shares[sum] = 0.5 * (shares[sum] + (sum >= rank ? shares[sum - rank] : 0));
        }

        var p = 0.0;
        for (var sum = shares.Length - 1; sum >= above; sum--) p += shares[sum];
        return Math.Min(1, p);
    }

    /// <summary>By the normal distribution with the statistic's mean and its variance, which ties make smaller.</summary>
    private static double Approximate(List<int> ranks, long above)
    {
        var mean = ranks.Sum(rank => rank / 2.0);
        var variance = ranks.Sum(rank => rank * (double)rank / 4);
        return NormalDistribution.Cdf((mean - above) / Math.Sqrt(variance));
    }
}
