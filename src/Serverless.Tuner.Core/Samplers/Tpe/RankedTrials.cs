using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The trials of a history that have a value for each direction: how many there are, and which are best.</summary>
/// <remarks>
/// Once there are enough complete ones, pruned ones do not count: what was
/// pruned early says little of where it would have ended, and γ n of all
/// trials would make ever more of the few complete ones good. One direction:
/// by <see cref="TrialOrder"/>. Several: by the classes of that order,
/// in each class of feasible trials by front, and in a front by what adds most to the hypervolume.
/// </remarks>
internal sealed class RankedTrials
{
    private readonly IReadOnlyList<EncodedTrial> _trials;

    /// <param name="history">The history.</param>
    /// <param name="enough">How many complete trials are enough to do without pruned ones.</param>
    public RankedTrials(SamplerHistory history, int enough)
    {
        var tally = history.Tally;
        var withPruned = tally.Complete < enough;
        Count = tally.Complete + (withPruned ? tally.Pruned : 0);
        // With one direction nothing but the best can matter.
        if (history.Directions.Count > 1)
            _trials = [.. history.Encoded.Where(t => t.Losses is not null && (withPruned || t.State != TrialState.Pruned))];
        else if (withPruned && tally.Pruned > 0)
            _trials = [
                .. tally.BestComplete.Trials.Concat(tally.BestPruned.Trials)
                    .Order(Comparer<EncodedTrial>.Create(TrialOrder.Compare))];
        else
            _trials = tally.BestComplete.Trials;
    }

    /// <summary>How many trials have a value and count.</summary>
    public int Count { get; }

    /// <summary>The best <paramref name="count"/>, at most 26 (all when there are fewer), the best first.</summary>
    public IReadOnlyList<EncodedTrial> Best(int count)
    {
        if (_trials.Count == 0 || _trials[0].Losses!.Length == 1) return [.. _trials.Take(count)];

        var best = new List<EncodedTrial>(count);
        foreach (var group in _trials.GroupBy(TrialOrder.ClassOf).OrderBy(g => g.Key))
        {
            if (best.Count >= count) break;
            if (group.Key == TrialOrder.Class.Infeasible) best.AddRange(group.OrderBy(t => t.Violation).Take(count - best.Count));
            else AddFronts([.. group], best, count);
        }

        return best;
    }

    private static void AddFronts(EncodedTrial[] trials, List<EncodedTrial> best, int count)
    {
        var ranks = NonDominatedSort.Rank([.. trials.Select(t => t.Losses!)]);
        foreach (var front in Enumerable.Range(0, trials.Length).GroupBy(i => ranks[i]).OrderBy(g => g.Key))
        {
            if (best.Count >= count) return;
            EncodedTrial[] members = [.. front.Select(i => trials[i])];
            var losses = UnitLosses.Of([.. members.Select(t => t.Losses!)]);
            best.AddRange(
                HypervolumeSubset.Select(losses, count - best.Count, UnitLosses.ReferencePoint(losses[0].Length)).Select(i => members[i]));
        }
    }
}
