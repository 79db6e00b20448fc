using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Estimates what a study has not spent because its pruner or its budget cut trials short.</summary>
public static class Savings
{
    /// <summary>
    /// For each trial that was pruned, what a complete one costs (the median of those there are) less what it cost itself; nothing where
    /// that is below 0, or no trial is complete. Trials that ended because a user or the end of the study cut them short saved nothing:
    /// they were wanted.
    /// </summary>
    /// <param name="trials">The study's trials.</param>
    public static Money Of(IEnumerable<Trial> trials)
    {
        var all = trials.ToArray();
        var costs = all.Where(t => t.State == TrialState.Complete).Select(t => t.Cost.Micro).Order().ToArray();
        if (costs.Length == 0) return Money.Zero;
        var middle = costs.Length / 2;
        // Halves are rounded down: no more is said to be saved than was.
        var median = costs.Length % 2 == 1 ? costs[middle] : costs[middle - 1] + ((costs[middle] - costs[middle - 1]) / 2);
        return Money.Sum(all.Where(t => t.State == TrialState.Pruned && !Study.IsInterruption(t.Outcome.Reason))
            .Select(t => new Money(Math.Max(0, median - t.Cost.Micro))));
    }
}
