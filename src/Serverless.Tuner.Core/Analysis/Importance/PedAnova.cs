using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>PED-ANOVA: how important each parameter was for coming among the best tenth of the trials.</summary>
/// <remarks>
/// Watanabe, Bansal and Hutter 2023, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces" (IJCAI),
/// section 4: the Pearson divergence between a parameter's distribution among the best trials and among all. A parameter that a trial may
/// lack counts over the trials that have it, weighted by how often the best and all have it (Conditional PED-ANOVA, 2026, theorem 4.2).
/// Only the order of the values matters.
/// </remarks>
internal static class PedAnova
{
    private const double BestShare = 0.1;

    /// <summary>With fewer trials that have it a parameter says nothing.</summary>
    private const int LeastTrials = 2;

    // Keeps a quotient of two densities finite, in the estimate whose figures ours are checked with, too.
    private const double Floor = 1e-12;

    /// <summary>The divergence of each parameter of the space, in its order, 0 or more.</summary>
    public static double[] Of(AnalysedStudy study)
    {
        var all = study.Complete;
        if (all.Count < LeastTrials) return new double[study.Space.Parameters.Count];
        var losses = all.Select(study.LossOf).ToArray();
        var cutoff = losses.Order().ElementAt((int)Math.Ceiling(BestShare * all.Count) - 1);
        var isBest = Array.ConvertAll(losses, loss => loss <= cutoff);
        var best = isBest.Count(b => b);
        return [.. study.Space.Parameters.Select(parameter => Divergence(GridAxis.Of(parameter), parameter.Name, all, isBest, best))];
    }

    private static double Divergence(GridAxis axis, string name, IReadOnlyList<Trial> all, bool[] isBest, int best)
    {
        if (axis.Cells < 2) return 0;
        var (having, bestHaving) = (new int[axis.Cells], new int[axis.Cells]);
        for (var i = 0; i < all.Count; i++)
        {
            if (!all[i].Parameters.TryGetValue(name, out var value) || axis.CellOf(value) is not { } cell) continue;
            having[cell]++;
            if (isBest[i]) bestHaving[cell]++;
        }

        var (count, bestCount) = (having.Sum(), bestHaving.Sum());
        if (count < LeastTrials || bestCount == 0) return 0;
        var (shareOfBest, shareOfAll, quantile) = ((double)bestCount / best, (double)count / all.Count, (double)best / all.Count);
        return quantile * quantile * shareOfBest * shareOfBest / shareOfAll
            * Pearson(CellDensity.Of(bestHaving, axis.IsNumeric), CellDensity.Of(having, axis.IsNumeric));
    }

    private static double Pearson(double[] best, double[] all) => best.Zip(all, (top, local) =>
        (local + Floor) * Math.Pow(((top + Floor) / (local + Floor)) - 1, 2)).Sum();
}
