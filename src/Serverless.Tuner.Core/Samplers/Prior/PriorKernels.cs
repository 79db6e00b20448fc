namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>The good and the bad trials of earlier studies as kernels for TPE, and how much they count beside the study's own.</summary>
/// <remarks>Their share falls with each own trial, and with each that ranks otherwise than its nearest neighbours in those studies.
/// </remarks>
internal sealed class PriorKernels
{
    // Of equal agreement, earlier trials count as much as the study's own when there are so many of these.
    private const double Fades = 8;
    private const double ShareOfGood = 0.15;
    private const int Neighbours = 3;

    // So many own trials need no others: their share would be below a twentieth.
    private const int Enough = 150;

    private PriorKernels(IReadOnlyList<double[]> good, IReadOnlyList<double[]> bad, double share) =>
        (Good, Bad, Share) = (good, bad, share);

    public IReadOnlyList<double[]> Good { get; }

    public IReadOnlyList<double[]> Bad { get; }

    /// <summary>Their share in each density, 0 to 1; above 0.</summary>
    public double Share { get; }

    /// <summary>The kernels; null where they would not count.</summary>
    public static PriorKernels? Of(SamplerHistory history)
    {
        if (history.PriorSources.Count == 0) return null;
        var own = history.Encoded.Where(t => t is { State: TrialState.Complete, Losses: not null }).ToArray();
        if (own.Length >= Enough) return null;
        var losses = own.Select(t => t.Losses![0]).ToArray();
        var (good, bad, trust) = (new List<double[]>(), new List<double[]>(), 0.0);
        foreach (var source in history.PriorSources)
        {
            var agreement = Concordance.Of([.. own.Select(t => Expected(source, t.Point))], losses);
            if (!(agreement > 0)) continue;
            trust = Math.Max(trust, agreement * source.Similarity);
            var ranked = Enumerable.Range(0, source.Losses.Length).OrderBy(i => source.Losses[i]).ThenBy(i => i).ToArray();
            var best = Math.Max(1, (int)(ShareOfGood * ranked.Length));
            good.AddRange(ranked.Take(best).Select(i => source.Points[i]));
            bad.AddRange(ranked.Skip(best).Select(i => source.Points[i]));
        }

        var share = trust * Fades / (Fades + own.Length);
        return share > 0 ? new PriorKernels(good, bad, share) : null;
    }

    /// <summary>What the points nearest to one had for a loss, the nearer with the greater weight.</summary>
    private static double Expected(PriorSource source, double[] point)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var (distance, i) in source.Points.Select((p, i) => (Distance(p, point), i)).OrderBy(d => d).Take(Neighbours))
        {
            var weight = 1 / (1e-6 + distance);
            sum += weight * source.Losses[i];
            weights += weight;
        }

        return sum / weights;
    }

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
        {
            if (double.IsNaN(a[j]) != double.IsNaN(b[j])) sum += 1;
            else if (!double.IsNaN(a[j])) sum += Math.Min(1, (a[j] - b[j]) * (a[j] - b[j]));
        }

        return sum;
    }
}
