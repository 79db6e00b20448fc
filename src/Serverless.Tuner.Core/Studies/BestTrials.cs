using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Orders the trials of a study by how good they are.</summary>
public static class BestTrials
{
    /// <summary>
    /// The complete, feasible trials, best first and earlier ones first among equals; with several directions only those that
    /// no other dominates, by number.
    /// </summary>
    public static IEnumerable<Trial> Of(IReadOnlyList<Direction> directions, IEnumerable<Trial> trials)
    {
        var complete = trials.Where(t => t.State == TrialState.Complete && StudyMachine.IsFeasible(t)).ToList();
        if (directions.Count > 1)
        {
            var front = NonDominatedSort.Front([.. complete.Select(t => ToLosses(directions, t.Outcome.Values!))]);
            return front.Select(i => complete[i]);
        }

        var sign = directions[0] == Direction.Minimize ? 1 : -1;
        return complete.OrderBy(t => sign * t.Outcome.Values![0]).ThenBy(t => t.Number);
    }

    /// <summary>The values so that less is better of each.</summary>
    internal static double[] ToLosses(IReadOnlyList<Direction> directions, IReadOnlyList<double> values) =>
        [.. values.Select((v, i) => directions[i] == Direction.Minimize ? v : -v)];
}
