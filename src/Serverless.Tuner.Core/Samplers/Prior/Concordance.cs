namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>How far two rankings agree.</summary>
internal static class Concordance
{
    /// <summary>Kendall's τ: 1 where every pair is in the same order, −1 where each is in the other, 0 for fewer than two.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, pairs) = (0, 0);
        for (var i = 0; i < a.Length; i++)
            for (var j = 0; j < i; j++)
            {
                if (b[i] == b[j]) continue;
                pairs++;
                sum += Math.Sign(a[i].CompareTo(a[j])) * Math.Sign(b[i].CompareTo(b[j]));
            }

        return pairs == 0 ? 0 : sum / (double)pairs;
    }
}
