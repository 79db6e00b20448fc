using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>How much each good trial counts.</summary>
internal static class GoodTrialWeights
{
    // What a dominated trial counts, when the one that adds most counts 1.
    private const double Least = 0.05;

    /// <summary>A weight for each good trial, 1 for the most important, and last their mean, for the prior.</summary>
    /// <remarks>
    /// One direction: ∝ the improvement on <paramref name="next"/>, the
    /// best of the others (Watanabe 2023, section 3.2: expected improvement
    /// weights). Several: ∝ what it adds to the hypervolume (Ozaki et al.
    /// 2022, Multiobjective tree-structured Parzen estimator, section 4.3).
    /// Flat where values cannot be compared so: with pruned or infeasible trials among them.
    /// </remarks>
    public static double[] Of(IReadOnlyList<EncodedTrial> good, EncodedTrial? next)
    {
        var weights = new double[good.Count + 1];
        Array.Fill(weights, 1.0);
        if (good.Count == 0) return weights;
        if (good[0].Losses!.Length > 1) WeighVolumes(good, weights);
        else if (next is not null && IsComparable(next)) WeighImprovements(good, next, weights);
        weights[^1] = weights.Take(good.Count).Sum() / good.Count;
        return weights;
    }

    private static bool IsComparable(EncodedTrial trial) => trial.State == TrialState.Complete && trial.IsFeasible;

    private static void WeighImprovements(IReadOnlyList<EncodedTrial> good, EncodedTrial next, double[] weights)
    {
        // Halves, because the difference of two doubles may overflow.
        var threshold = 0.5 * next.Losses![0];
        var most = threshold - (0.5 * good[0].Losses![0]);
        if (!(most > 0)) return;
        for (var i = 0; i < good.Count; i++) weights[i] = (threshold - (0.5 * good[i].Losses![0])) / most;
    }

    private static void WeighVolumes(IReadOnlyList<EncodedTrial> good, double[] weights)
    {
        if (!good.All(IsComparable)) return;
        var losses = UnitLosses.Of([.. good.Select(t => t.Losses!)]);
        var volumes = Hypervolume.Contributions(losses, UnitLosses.ReferencePoint(losses[0].Length));
        var most = volumes.Max();
        if (!(most > 0)) return;
        for (var i = 0; i < good.Count; i++) weights[i] = Math.Max(volumes[i] / most, Least);
    }
}
