using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The trials of a history that have a value for each direction, as far as TPE needs to know them: how many, and which are best.</summary>
/// <remarks>
/// Once there are enough complete ones, pruned ones do not count: what was pruned early says little of where it would have ended, and γ n of all
/// would take ever more of the few complete ones for good. Feasible ones come first, then those that violate their constraints less. Among feasible
/// ones complete come before pruned, and those by the step that they came to. One direction: by value. Several: by front, in a front by what adds
/// most to the hypervolume. Ties by number.
/// </remarks>
internal sealed class RankedTrials
{
    // The classes, the best first.
    private const int Complete = 0;
    private const int Pruned = 1;
    private const int Infeasible = 2;

    private readonly List<EncodedTrial> _trials;

    /// <summary>Collects the trials.</summary>
    /// <param name="history">The history.</param>
    /// <param name="enough">How many complete trials are enough to do without pruned ones.</param>
    public RankedTrials(SamplerHistory history, int enough)
    {
        // With one direction nothing but the best can matter.
        var most = history.Directions.Count == 1 ? TrialSplit.MostGood + 1 : int.MaxValue;
        _trials = new List<EncodedTrial>(Math.Min(most, history.Encoded.Count) + 1);
        var encoded = history.Encoded;
        var (complete, length) = (0, encoded.Count);
        for (var i = 0; i < length && complete < enough; i++)
            if (encoded[i] is { State: TrialState.Complete, Losses: not null }) complete++;
        for (var i = 0; i < length; i++)
        {
            if (encoded[i].Losses is null || (complete >= enough && encoded[i].State == TrialState.Pruned)) continue;
            Count++;
            if (most < int.MaxValue) Add(_trials, encoded[i], most);
            else _trials.Add(encoded[i]);
        }
    }

    /// <summary>How many trials have a value and count.</summary>
    public int Count { get; }

    /// <summary>The best <paramref name="count"/>, at most 26 (all when there are fewer), the best first.</summary>
    public IReadOnlyList<EncodedTrial> Best(int count)
    {
        if (_trials.Count == 0 || _trials[0].Losses!.Length == 1) return [.. _trials.Take(count)];

        var best = new List<EncodedTrial>(count);
        foreach (var group in _trials.GroupBy(Class).OrderBy(g => g.Key))
        {
            if (best.Count >= count) break;
            if (group.Key == Infeasible) best.AddRange(group.OrderBy(t => t.Violation).Take(count - best.Count));
            else AddFronts([.. group], best, count);
        }

        return best;
    }

    private static int Class(EncodedTrial trial) => !trial.IsFeasible ? Infeasible : trial.State == TrialState.Complete ? Complete : Pruned;

    /// <summary>Keeps the best, sorted. Trials come by ascending number: of equal ones the earlier is better.</summary>
    private static void Add(List<EncodedTrial> best, EncodedTrial trial, int most)
    {
        if (best.Count == most && Compare(trial, best[^1]) >= 0) return;
        var at = best.Count;
        while (at > 0 && Compare(trial, best[at - 1]) < 0) at--;
        best.Insert(at, trial);
        if (best.Count > most) best.RemoveAt(most);
    }

    private static int Compare(EncodedTrial a, EncodedTrial b)
    {
        var (classA, classB) = (Class(a), Class(b));
        if (classA != classB) return classA.CompareTo(classB);
        if (classA == Infeasible) return a.Violation.CompareTo(b.Violation);
        return classA == Pruned && a.Step != b.Step ? b.Step.CompareTo(a.Step) : a.Losses![0].CompareTo(b.Losses![0]);
    }

    private static void AddFronts(EncodedTrial[] trials, List<EncodedTrial> best, int count)
    {
        var ranks = NonDominatedSort.Rank([.. trials.Select(t => t.Losses!)]);
        foreach (var front in Enumerable.Range(0, trials.Length).GroupBy(i => ranks[i]).OrderBy(g => g.Key))
        {
            if (best.Count >= count) return;
            EncodedTrial[] members = [.. front.Select(i => trials[i])];
            var losses = UnitLosses.Of([.. members.Select(t => t.Losses!)]);
            best.AddRange(HypervolumeSubset.Select(losses, count - best.Count, UnitLosses.ReferencePoint(losses[0].Length)).Select(i => members[i]));
        }
    }
}
