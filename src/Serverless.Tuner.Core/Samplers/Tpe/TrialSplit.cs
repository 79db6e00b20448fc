using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A history split into good and bad trials.</summary>
/// <param name="Good">The best γ(n) of the trials that have a value, the best first.</param>
/// <param name="GoodWeights">A weight for each good trial and, last, one for the prior.</param>
/// <param name="Bad">All others by number: worse, failed, without a value, or still pending.</param>
/// <param name="RankedCount">n, the number of trials that have a value.</param>
internal sealed record TrialSplit(IReadOnlyList<SampledTrial> Good, double[] GoodWeights, IReadOnlyList<SampledTrial> Bad, int RankedCount)
{
    private const int MostGood = 25;

    /// <summary>Splits a history; the order of its trials does not matter.</summary>
    public static TrialSplit Of(SamplerHistory history)
    {
        var trials = history.Trials.OrderBy(t => t.Number).ToArray();
        var complete = trials.Where(t => t.State == TrialState.Complete && IsRanked(t, history.Directions)).ToArray();
        var pruned = trials.Where(t => t.State == TrialState.Pruned && IsRanked(t, history.Directions)).ToArray();
        var ranked = complete.Length + pruned.Length;
        var goodCount = GoodCount(ranked);

        // A pruned trial's last report is no final value: it ranks after every complete one.
        List<SampledTrial> best = [.. TrialRanking.Best(complete, history.Directions, goodCount + 1)];
        if (best.Count <= goodCount) best.AddRange(TrialRanking.Best(pruned, history.Directions, goodCount + 1 - best.Count));

        var good = best.Take(goodCount).ToArray();
        var chosen = good.Select(t => t.Number).ToHashSet();
        var next = best.Count > goodCount ? best[goodCount] : null;
        return new TrialSplit(good, Weigh(good, next, history.Directions), [.. trials.Where(t => !chosen.Contains(t.Number))], ranked);
    }

    /// <summary>γ(n): how many of n ranked trials are good; one in ten, rounded up, at most 25.</summary>
    public static int GoodCount(int ranked) => (int)Math.Min((ranked + 9L) / 10, MostGood);

    private static bool IsRanked(SampledTrial trial, IReadOnlyList<Direction> directions) =>
        trial.Values is { } values && values.Count == directions.Count && values.All(double.IsFinite);

    /// <summary>
    /// Weights ∝ how much a good trial improves on <paramref name="next"/>, the best of the others (Watanabe 2023, section 3.2: expected
    /// improvement weights), and their mean for the prior. Flat where values cannot be compared so: several directions, or pruned trials among them.
    /// </summary>
    private static double[] Weigh(SampledTrial[] good, SampledTrial? next, IReadOnlyList<Direction> directions)
    {
        var weights = new double[good.Length + 1];
        Array.Fill(weights, 1.0);
        if (good.Length == 0 || next is not { State: TrialState.Complete } || directions.Count != 1) return weights;

        // Halves, because the difference of two doubles may overflow.
        var threshold = 0.5 * next.Values![0];
        var most = Math.Abs(threshold - (0.5 * good[0].Values![0]));
        if (most == 0) return weights;

        var sum = 0.0;
        for (var i = 0; i < good.Length; i++) sum += weights[i] = Math.Abs(threshold - (0.5 * good[i].Values![0])) / most;
        weights[^1] = sum / good.Length;
        return weights;
    }
}
