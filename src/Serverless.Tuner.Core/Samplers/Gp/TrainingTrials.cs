using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The ended trials that the model is fitted to.</summary>
/// <param name="Ended">All that ended, with a value or without one.</param>
/// <param name="Valued">Those with values that say where they would end.</param>
/// <param name="Stopped">
/// The newest of the pruned ones when there are enough complete ones:
/// that they were tried counts, as for pending ones, but not the value at
/// which they stopped.
/// </param>
/// <param name="Losses">What each of <paramref name="Valued"/> counts as, bounded where they diverged; less is better.</param>
internal sealed record TrainingTrials(EncodedTrial[] Ended, EncodedTrial[] Valued, EncodedTrial[] Stopped, double[][] Losses)
{
    /// <summary>Takes the ended trials of a history; of more than <paramref name="most"/>
    /// with a value the best two fifths and the newest.</summary>
    /// <param name="history">The history.</param>
    /// <param name="enough">How many complete trials are enough to do without the values of pruned ones.</param>
    /// <param name="most">How many trials the model is fitted to at most.</param>
    /// <param name="region">Of more than <paramref name="most"/> the nearest to its centre are taken; null for the whole space.</param>
    public static TrainingTrials Of(SamplerHistory history, int enough, int most, TrustRegion? region = null)
    {
        var ended = history.Encoded.Where(t => !t.IsPending).ToArray();
        var valued = ended.Where(t => t.Losses is not null).ToArray();
        EncodedTrial[] stopped = [];
        if (valued.Count(t => t.State == TrialState.Complete) >= enough)
        {
            stopped = [.. valued.Where(t => t.State == TrialState.Pruned).TakeLast(most / 2)];
            valued = [.. valued.Where(t => t.State == TrialState.Complete)];
        }

        // Where earlier studies are followed the first trials do not tell what is usual: they lie near the best at once.
        var tellingCount = history.PriorSources.Count > 0 ? 0 : Math.Max(enough, DivergedValues.Early);
        var early = LossesOf([.. valued.Take(tellingCount)]);
        if (valued.Length > most && region is not null)
        {
            var centre = region.Centre.Point;
            valued = [
                .. valued.OrderBy(t => Distance(t.Point, centre)).ThenByDescending(t => t.Number).Take(most).OrderBy(t => t.Number)];
        }
        else if (valued.Length > most)
        {
            var ranks = history.Directions.Count == 1 ? null : NonDominatedSort.Rank([.. valued.Select(t => t.Losses!)]);
            var best = valued.Select((t, k) => (Trial: t, Rank: ranks?[k] ?? t.Losses![0]))
                .OrderBy(t => t.Trial.Violation).ThenBy(t => t.Rank).ThenBy(t => t.Trial.Number)
                .Take(2 * most / 5).Select(t => t.Trial).ToHashSet();
            var newest = valued.Where(t => !best.Contains(t)).TakeLast(most - best.Count);
            valued = [.. best.Concat(newest).OrderBy(t => t.Number)];
        }

        var failed = ended.Where(t => t.State == TrialState.Failed).TakeLast(most / 2).ToHashSet();
        var kept = valued.Concat(stopped).ToHashSet();
        EncodedTrial[] all = [.. ended.Where(t => kept.Contains(t) || failed.Contains(t))];
        return new TrainingTrials(all, valued, stopped, DivergedValues.Bounded(LossesOf(valued), early));
    }

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /// <summary>
    /// The losses; while there are few complete trials, a pruned one counts as
    /// no better than the middle of them: it was stopped because it looked bad,
    /// and a value from its early steps is not comparable with a final one.
    /// </summary>
    private static double[][] LossesOf(EncodedTrial[] trials)
    {
        var losses = trials.Select(t => t.Losses!).ToArray();
        var complete = trials.Where(t => t.State == TrialState.Complete).ToArray();
        if (complete.Length == 0 || complete.Length == trials.Length) return losses;
        var middle = Enumerable.Range(0, losses[0].Length)
            .Select(j => complete.Select(t => t.Losses![j]).Order().ElementAt(complete.Length / 2))
            .ToArray();
        return [
            .. trials.Select(
                (t, k) => t.State == TrialState.Complete ? losses[k] : [.. losses[k].Select((v, j) => Math.Max(v, middle[j]))])];
    }
}
