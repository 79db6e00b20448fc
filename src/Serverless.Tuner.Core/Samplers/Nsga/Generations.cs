using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>
/// The parents of each generation of a study. Generation g is the trials numbered from g·size on; its parents are the best of the parents
/// of the generation before and of what has ended of that generation.
/// </summary>
/// <remarks>
/// A function of the history alone: what was worked out before is kept only while the very trials that went in are still the first of the
/// history. A trial that ends late takes part from then on as if it had ended in time.
/// </remarks>
internal sealed class Generations(int populationSize, int generationSize, ISurvival survival)
{
    // Keeps the draws of survivals apart from those of suggestions.
    private const long SurvivalStream = 0x6A09E667F3BCC909;

    private readonly List<EncodedTrial> _consumed = [];
    private readonly List<Step> _steps = [];
    private SamplerHistory? _history;

    /// <summary>The parents of the generation that trial <paramref name="number"/> belongs to, the best first.</summary>
    public IReadOnlyList<Parent> ParentsOf(SamplerHistory history, int number)
    {
        Forget(history);
        var generation = number / generationSize;
        var trials = history.Encoded;
        while (_consumed.Count < trials.Count && trials[_consumed.Count].Number / generationSize < generation) Advance(trials, history.Seed);

        var step = _steps.Count - 1;
        while (step >= 0 && _steps[step].Generation >= generation) step--;
        return step < 0 ? [] : _steps[step].Survivors;
    }

    /// <summary>Drops what rests on trials that are not the history's any more.</summary>
    private void Forget(SamplerHistory history)
    {
        var same = 0;
        if (ReferenceEquals(history, _history))
            while (same < _consumed.Count && same < history.Encoded.Count && ReferenceEquals(history.Encoded[same], _consumed[same])) same++;
        _history = history;

        // A trial that came in between belongs to the generation before the first difference.
        var steps = _steps.Count;
        while (steps > 0 && (_steps[steps - 1].End > same || IsLonger(history, _steps[steps - 1]))) steps--;
        _steps.RemoveRange(steps, _steps.Count - steps);
        var end = steps > 0 ? _steps[^1].End : 0;
        _consumed.RemoveRange(end, _consumed.Count - end);
    }

    /// <summary>Whether trials came to a generation after its survivors were chosen.</summary>
    private bool IsLonger(SamplerHistory history, Step step) =>
        step.End < history.Encoded.Count && history.Encoded[step.End].Number / generationSize <= step.Generation;

    /// <summary>Takes in the next generation that has trials.</summary>
    private void Advance(IReadOnlyList<EncodedTrial> trials, long seed)
    {
        var generation = trials[_consumed.Count].Number / generationSize;
        IReadOnlyList<Parent> survivors = _steps.Count > 0 ? _steps[^1].Survivors : [];
        var candidates = new List<EncodedTrial>(survivors.Count + generationSize);
        foreach (var parent in survivors) candidates.Add(parent.Trial);
        var before = candidates.Count;
        for (var i = _consumed.Count; i < trials.Count && trials[i].Number / generationSize == generation; i++)
        {
            _consumed.Add(trials[i]);
            if (trials[i].Losses is not null) candidates.Add(trials[i]);
        }

        if (candidates.Count > before) survivors = Survivors(candidates, new TrialRandom(seed ^ SurvivalStream, generation));
        _steps.Add(new Step(generation, _consumed.Count, survivors));
    }

    private List<Parent> Survivors(List<EncodedTrial> candidates, TrialRandom random)
    {
        // By number, so that a tie goes to the earlier trial.
        candidates.Sort((a, b) => a.Number.CompareTo(b.Number));
        var ranks = Rank(candidates);
        var survivors = new List<Parent>(Math.Min(populationSize, candidates.Count));
        var losses = new List<double[]>(survivors.Capacity);
        foreach (var front in Enumerable.Range(0, candidates.Count).GroupBy(i => ranks[i]).OrderBy(g => g.Key).Select(g => g.ToArray()))
        {
            var room = populationSize - survivors.Count;
            if (room == 0) break;
            double[][] frontLosses = [.. front.Select(i => candidates[i].Losses!)];
            var spread = survival.Spread(frontLosses);
            foreach (var i in front.Length <= room ? Enumerable.Range(0, front.Length) : survival.Choose(losses, frontLosses, room, random))
                survivors.Add(new Parent(candidates[front[i]], front.Length > 0 ? ranks[front[0]] : 0, spread[i]));
            losses.AddRange(frontLosses);
        }

        return survivors;
    }

    /// <summary>Constrained domination; a pruned trial's last report is no final value, so that it ranks after every complete one.</summary>
    private static int[] Rank(List<EncodedTrial> candidates)
    {
        if (candidates.TrueForAll(t => t.State == TrialState.Complete)) return RankAlike(candidates);

        var complete = RankAlike(candidates.FindAll(t => t.State == TrialState.Complete));
        var pruned = RankAlike(candidates.FindAll(t => t.State != TrialState.Complete));
        var offset = complete.Length > 0 ? complete.Max() + 1 : 0;
        int nextComplete = 0, nextPruned = 0;
        return [.. candidates.Select(t => t.State == TrialState.Complete ? complete[nextComplete++] : offset + pruned[nextPruned++])];
    }

    private static int[] RankAlike(List<EncodedTrial> candidates) =>
        NonDominatedSort.Rank(candidates.ConvertAll(t => t.Losses!), candidates.ConvertAll(t => t.Violation));

    /// <summary>What was worked out.</summary>
    /// <param name="Generation">The generation that was taken in last.</param>
    /// <param name="End">How many trials had been taken in then.</param>
    /// <param name="Survivors">The parents of the next generation.</param>
    private sealed record Step(int Generation, int End, IReadOnlyList<Parent> Survivors);
}
