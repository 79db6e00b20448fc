using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The ended trials that the model is fitted to.</summary>
internal sealed class TrainingTrials
{
    private TrainingTrials(EncodedTrial[] ended, EncodedTrial[] valued, double[][] losses)
    {
        Ended = ended;
        Valued = valued;
        Losses = losses;
    }

    /// <summary>All that ended, with a value or without one.</summary>
    public EncodedTrial[] Ended { get; }

    /// <summary>Those with values.</summary>
    public EncodedTrial[] Valued { get; }

    /// <summary>What each of <see cref="Valued"/> counts as; less is better.</summary>
    public double[][] Losses { get; }

    /// <summary>Takes the ended trials of a history; of more than <paramref name="most"/> with a value the best two fifths and the newest.</summary>
    public static TrainingTrials Of(SamplerHistory history, int most)
    {
        var ended = history.Encoded.Where(t => !t.IsPending).ToArray();
        var valued = ended.Where(t => t.Losses is not null).ToArray();
        if (valued.Length > most)
        {
            var ranks = history.Directions.Count == 1 ? null : NonDominatedSort.Rank([.. valued.Select(t => t.Losses!)]);
            var best = valued.Select((t, k) => (Trial: t, Rank: ranks?[k] ?? t.Losses![0]))
                .OrderBy(t => t.Trial.Violation).ThenBy(t => t.Rank).ThenBy(t => t.Trial.Number)
                .Take(2 * most / 5).Select(t => t.Trial).ToHashSet();
            var newest = valued.Where(t => !best.Contains(t)).TakeLast(most - best.Count);
            valued = [.. best.Concat(newest).OrderBy(t => t.Number)];
        }

        var failed = ended.Where(t => t.State == TrialState.Failed).TakeLast(most / 2).ToHashSet();
        var kept = valued.ToHashSet();
        return new TrainingTrials([.. ended.Where(t => kept.Contains(t) || failed.Contains(t))], valued, LossesOf(valued));
    }

    /// <summary>
    /// The losses; a pruned trial counts as no better than the middle of the complete ones: it was stopped because it looked bad,
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
        return [.. trials.Select((t, k) => t.State == TrialState.Complete ? losses[k] : [.. losses[k].Select((v, j) => Math.Max(v, middle[j]))])];
    }
}
