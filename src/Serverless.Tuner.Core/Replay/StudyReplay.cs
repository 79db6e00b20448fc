using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Replay;

/// <summary>
/// Replays the recorded curves and costs of a study under another pruner and another limit. Nothing is evaluated: the trials are those
/// that ran, and what a pruner sees of a trial is what it would have seen at that time.
/// </summary>
/// <remarks>
/// The reports of a trial are taken to have come evenly between its start and its end, since when each came is not recorded, and its
/// cost to have grown with them. A trial without times has its turn after the one before it. What the sampler would have suggested
/// after another end of a trial is not known: a replay says what the same trials would have cost.
/// </remarks>
public static class StudyReplay
{
    /// <summary>Replays a study.</summary>
    /// <param name="trials">Its trials that have ended.</param>
    /// <param name="directions">What is better of each value.</param>
    /// <param name="pruner">The pruner; null for none.</param>
    /// <param name="limit">No trial starts once so much is spent; null for no limit.</param>
    public static ReplayOutcome Run(
        IReadOnlyCollection<ReplayedTrial> trials, IReadOnlyList<Direction> directions, IPruner? pruner, Money? limit)
    {
        var runs = Runs(trials);
        var history = new PrunerHistory();
        var spent = Money.Zero;
        foreach (var next in Events(runs))
        {
            var run = next.Run;
            if (next.Report < 0) run.IsStarted = limit is not { } most || spent < most;
            if (!run.IsStarted || run.IsPruned) continue;
            if (next.Report < 0) continue;
            if (next.Report < run.Trial.Reports.Count)
            {
                var report = run.Trial.Reports[next.Report];
                if (report.Values is { } values) run.Curve.Set(report.Step, values);
                else run.Curve.Set(report.Step, report.Value);
                run.Seen++;
                spent += run.CostOf(run.Seen) - run.CostOf(run.Seen - 1);
                // The pruner is told of no report that nothing follows.
                if (pruner is not null && next.Report < run.Trial.Reports.Count - 1 && pruner.ShouldPrune(run.Curve, history)) run.Prune();
                history.Set(run.Curve);
                continue;
            }

            if (run.Trial.Reports.Count == 0) spent += run.Trial.Cost;
            run.Curve.State = run.Trial.State;
            run.Curve.Result = run.Trial is { State: TrialState.Complete, Values: [var result, ..] } ? result : null;
            if (run.Curve.Count > 0) history.Set(run.Curve);
        }

        return Outcome(runs, directions);
    }

    private static ReplayOutcome Outcome(List<Replayed> runs, IReadOnlyList<Direction> directions)
    {
        var best = Best(runs.Select(r => r.Trial), directions);
        var left = Best(runs.Where(r => r is { IsStarted: true, IsPruned: false }).Select(r => r.Trial), directions);
        return new()
        {
            Trials = runs.Count,
            WithCurves = runs.Count(r => r.Trial.Reports.Count > 0),
            Pruned = [.. runs.Where(r => r.IsPruned).Select(r => r.Trial.Number).Order()],
            NotStarted = [.. runs.Where(r => !r.IsStarted).Select(r => r.Trial.Number).Order()],
            Steps = runs.Sum(r => r.Trial.Reports.Count),
            ReplayedSteps = runs.Sum(r => r.IsStarted ? r.Seen : 0),
            Cost = Money.Sum(runs.Select(r => r.Trial.Cost)),
            ReplayedCost = Money.Sum(runs.Where(r => r.IsStarted).Select(r => r.IsPruned ? r.CostOf(r.Seen) : r.Trial.Cost)),
            Best = best,
            ReplayedBest = left,
            Kept = directions.Count > 1 && best.Length > 0 ? Kept(best, left, directions) : null,
        };
    }

    /// <summary>The best complete trial, the earliest of equals; with several directions all that no other dominates.</summary>
    private static ReplayedTrial[] Best(IEnumerable<ReplayedTrial> trials, IReadOnlyList<Direction> directions)
    {
        ReplayedTrial[] complete = [.. trials.OrderBy(t => t.Number)
            .Where(t => t is { State: TrialState.Complete, IsFeasible: true } && t.Values?.Count == directions.Count)];
        var front = NonDominatedSort.Front([.. complete.Select(t => BestTrials.ToLosses(directions, t.Values!))]);
        return [.. front.Take(directions.Count == 1 ? 1 : front.Length).Select(i => complete[i])];
    }

    /// <summary>The share of the front's hypervolume that is left, of what is below a tenth of its range beyond its worst values.</summary>
    private static double Kept(ReplayedTrial[] front, ReplayedTrial[] left, IReadOnlyList<Direction> directions)
    {
        double[][] losses = [.. front.Select(t => BestTrials.ToLosses(directions, t.Values!))];
        var reference = UnitLosses.ReferencePoint(directions.Count);
        var scaled = UnitLosses.Of([.. left.Select(t => BestTrials.ToLosses(directions, t.Values!))], losses);
        return Hypervolume.Of(scaled, reference) / Hypervolume.Of(UnitLosses.Of(losses), reference);
    }

    /// <summary>The trials with the times of their starts and ends.</summary>
    private static List<Replayed> Runs(IReadOnlyCollection<ReplayedTrial> trials)
    {
        var runs = new List<Replayed>(trials.Count);
        var last = DateTimeOffset.UnixEpoch;
        foreach (var trial in trials.OrderBy(t => t.Number))
        {
            var start = trial.StartedAt ?? last;
            var end = trial.EndedAt is { } ended && ended > start ? ended : start;
            runs.Add(new Replayed(trial, start, end));
            if (end > last) last = end;
        }

        return runs;
    }

    /// <summary>Starts (−1), reports by index, and ends (their number), by time; of one time ends come first, then what is of a lower
    /// trial.
    /// </summary>
    private static IEnumerable<(Replayed Run, int Report)> Events(List<Replayed> runs)
    {
        var queue = new PriorityQueue<(Replayed Run, int Report), (long At, int Kind, int Number)>();
        foreach (var run in runs) queue.Enqueue((run, -1), (run.Start.UtcTicks, 1, run.Trial.Number));
        while (queue.TryDequeue(out var next, out _))
        {
            yield return next;
            var (run, at) = (next.Run, next.Report + 1);
            if (at <= run.Trial.Reports.Count)
                queue.Enqueue((run, at), (run.TimeOf(at), at < run.Trial.Reports.Count ? 2 : 0, run.Trial.Number));
        }
    }

    /// <summary>A trial while it is replayed.</summary>
    private sealed class Replayed(ReplayedTrial trial, DateTimeOffset start, DateTimeOffset end)
    {
        public ReplayedTrial Trial => trial;

        public DateTimeOffset Start => start;

        public TrialCurve Curve { get; } = new(trial.Number);

        public bool IsStarted { get; set; }

        public bool IsPruned { get; private set; }

        /// <summary>How many of its reports have come.</summary>
        public int Seen { get; set; }

        /// <summary>When its report of that index came; its end for their number.</summary>
        public long TimeOf(int report) => start.UtcTicks + ((end - start).Ticks / (trial.Reports.Count + 1) * (report + 1));

        /// <summary>What it had cost after so many reports: what is recorded, else its share.</summary>
        public Money CostOf(int reports)
        {
            if (reports == 0) return Money.Zero;
            if (reports == trial.Reports.Count) return trial.Cost;
            var recorded = trial.Reports[reports - 1].CostUsd is { } usd ? Money.Limit(usd) : (Money?)null;
            return Money.Min(trial.Cost, recorded ?? new Money((long)((decimal)trial.Cost.Micro * reports / trial.Reports.Count)));
        }

        public void Prune()
        {
            IsPruned = true;
            Curve.State = TrialState.Pruned;
        }
    }
}
