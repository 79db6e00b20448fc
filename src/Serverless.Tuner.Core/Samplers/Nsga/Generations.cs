using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>
/// The parents of each generation of a study: the best of the parents of the generation before and of what has ended of that
/// generation. The first 250 generations are of a given size, later ones five times as large.
/// </summary>
/// <remarks>
/// A function of the history alone: earlier generations are kept only while the trials that they were made of are still the first of the
/// history. A trial that ends late takes part from then on as if it had ended in time.
/// </remarks>
internal sealed class Generations(int populationSize, int generationSize, ISurvival survival)
{
    // Small generations gain much in the first hundreds of trials and little after them, but each costs a selection.
    private const int EarlyGenerations = 250;
    private const int LaterFactor = 5;

    // Keeps the draws of survivals apart from those of suggestions.
    private const long SurvivalStream = 0x6A09E667F3BCC909;

    private readonly List<EncodedTrial> _consumed = [];
    private readonly List<Step> _steps = [];
    private SamplerHistory? _history;

    /// <summary>The parents of the generation that trial <paramref name="number"/> belongs to.</summary>
    public Parent[] ParentsOf(SamplerHistory history, int number)
    {
        Forget(history);
        var generation = GenerationOf(number);
        var trials = history.Encoded;
        while (_consumed.Count < trials.Count && GenerationOf(trials[_consumed.Count].Number) < generation) Advance(trials, history.Seed);

        var step = _steps.Count - 1;
        while (step >= 0 && _steps[step].Generation >= generation) step--;
        return step < 0 ? [] : _steps[step].Survivors;
    }

    private int GenerationOf(int number)
    {
        var early = (long)EarlyGenerations * generationSize;
        return (
            int)(number < early ? number / generationSize : EarlyGenerations + ((number - early) / (LaterFactor * (long)generationSize)));
    }

    /// <summary>Drops what rests on trials that are not the history's any more.</summary>
    private void Forget(SamplerHistory history)
    {
        var same = 0;
        if (ReferenceEquals(history, _history))
            while (same < _consumed.Count && same < history.Encoded.Count && ReferenceEquals(history.Encoded[same], _consumed[same]))
                same++;
        _history = history;

        // A step may also miss trials that were added to its generation's end since.
        var steps = _steps.Count;
        while (steps > 0 && (_steps[steps - 1].End > same || IsLonger(history, _steps[steps - 1]))) steps--;
        _steps.RemoveRange(steps, _steps.Count - steps);
        var end = steps > 0 ? _steps[^1].End : 0;
        _consumed.RemoveRange(end, _consumed.Count - end);
    }

    private bool IsLonger(SamplerHistory history, Step step) =>
        step.End < history.Encoded.Count && GenerationOf(history.Encoded[step.End].Number) <= step.Generation;

    /// <summary>Takes in the next generation that has trials.</summary>
    private void Advance(IReadOnlyList<EncodedTrial> trials, long seed)
    {
        var generation = GenerationOf(trials[_consumed.Count].Number);
        var survivors = _steps.Count > 0 ? _steps[^1].Survivors : [];
        var newcomers = new List<EncodedTrial>(generationSize);
        for (var i = _consumed.Count; i < trials.Count && GenerationOf(trials[i].Number) == generation; i++)
        {
            _consumed.Add(trials[i]);
            if (trials[i].Losses is not null && !CannotSurvive(trials[i], survivors)) newcomers.Add(trials[i]);
        }

        if (newcomers.Count > 0)
            survivors = Survivors([.. survivors.Select(p => p.Trial), .. newcomers], new TrialRandom(seed ^ SurvivalStream, generation));
        _steps.Add(new Step(generation, _consumed.Count, survivors));
    }

    /// <summary>Whether a trial is left out of the selection: the population is full, no member dominates
    /// another, and one dominates the trial. Late in a study these are most, and are not sorted.</summary>
    /// <remarks>It could survive only beside a newcomer that dominates several members at once.</remarks>
    private bool CannotSurvive(EncodedTrial trial, Parent[] survivors) =>
        survivors.Length == populationSize && survivors[^1].Rank == 0 && Array.Exists(survivors, p => Dominates(p.Trial, trial));

    private static bool Dominates(EncodedTrial a, EncodedTrial b)
    {
        if (a.State != b.State) return a.State == TrialState.Complete;
        if (a.Violation > 0 || b.Violation > 0) return a.Violation < b.Violation;
        return Dominance.Dominates(a.Losses, b.Losses);
    }

    private Parent[] Survivors(List<EncodedTrial> candidates, TrialRandom random)
    {
        var ranks = Rank(candidates);
        var order = Enumerable.Range(0, candidates.Count).ToArray();
        // By number within a front, so that a tie goes to the earlier trial.
        Array.Sort(order, (a, b) => ranks[a] != ranks[b] ? ranks[a] - ranks[b] : candidates[a].Number.CompareTo(candidates[b].Number));

        var survivors = new List<Parent>(Math.Min(populationSize, candidates.Count));
        var chosen = new List<double[]>(candidates.Count);
        for (int start = 0, end; survivors.Count < populationSize && start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && ranks[order[end]] == ranks[order[start]]) end++;
            var front = order[start..end];
            var losses = Array.ConvertAll(front, i => candidates[i].Losses!);
            var spread = survival.Spread(losses);
            var room = populationSize - survivors.Count;
            var kept = front.Length <= room ? Enumerable.Range(0, front.Length) : survival.Choose(chosen, losses, spread, room, random);
            survivors.AddRange(kept.Select(i => new Parent(candidates[front[i]], ranks[front[i]], spread[i])));
            chosen.AddRange(losses);
        }

        return [.. survivors];
    }

    /// <summary>Constrained domination; a pruned trial's last report is no
    /// final value, so that it ranks after every complete one.</summary>
    private static int[] Rank(List<EncodedTrial> candidates)
    {
        if (candidates.TrueForAll(t => t.State == TrialState.Complete)) return RankAlike(candidates);

        var complete = RankAlike(candidates.FindAll(t => t.State == TrialState.Complete));
        var pruned = RankAlike(candidates.FindAll(t => t.State != TrialState.Complete));
        var offset = complete.Length > 0 ? complete.Max() + 1 : 0;
        int nextComplete = 0, nextPruned = 0;
        return [.. candidates.Select(t => t.State == TrialState.Complete ? complete[nextComplete++] : offset + pruned[nextPruned++])];
    }

    private static int[] RankAlike(List<EncodedTrial> candidates) => candidates.TrueForAll(t => t.IsFeasible)
        ? NonDominatedSort.Rank(candidates.ConvertAll(t => t.Losses!))
        : NonDominatedSort.Rank(candidates.ConvertAll(t => t.Losses!), candidates.ConvertAll(t => t.Violation));

    /// <param name="Generation">The generation that was taken in last.</param>
    /// <param name="End">How many trials had been taken in then.</param>
    /// <param name="Survivors">The parents of the next generation.</param>
    private sealed record Step(int Generation, int End, Parent[] Survivors);
}
