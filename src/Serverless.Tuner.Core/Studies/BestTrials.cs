using Serverless.Tuner.Contracts;

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
        if (directions.Count > 1) return complete.Where(t => !complete.Any(other => Dominates(directions, other.Values!, t.Values!)));
        var sign = directions[0] == Direction.Minimize ? 1 : -1;
        return complete.OrderBy(t => sign * t.Values![0]).ThenBy(t => t.Number);
    }

    private static bool Dominates(IReadOnlyList<Direction> directions, IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var isBetter = false;
        for (var i = 0; i < directions.Count; i++)
        {
            if (StudyMachine.IsBetter(directions[i], b[i], a[i])) return false;
            isBetter |= StudyMachine.IsBetter(directions[i], a[i], b[i]);
        }

        return isBetter;
    }
}
