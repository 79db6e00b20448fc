using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Ranks trials by value, or by non-domination when there are several directions; ties by trial number.</summary>
internal static class TrialRanking
{
    /// <summary>The best <paramref name="count"/> of <paramref name="trials"/> (all of them when there are fewer), the best first.</summary>
    /// <param name="trials">Trials by ascending number, each with one finite value for each direction.</param>
    /// <param name="directions">One direction or more.</param>
    /// <param name="count">How many are wanted.</param>
    public static IReadOnlyList<SampledTrial> Best(IReadOnlyList<SampledTrial> trials, IReadOnlyList<Direction> directions, int count)
    {
        var losses = trials.Select(t => new Loss(t, directions)).Order().ToList();
        if (directions.Count == 1) return [.. losses.Take(count).Select(l => l.Trial)];

        var best = new List<SampledTrial>(count);
        while (best.Count < count && losses.Count > 0)
        {
            var front = TakeFront(losses);
            best.AddRange(front.Select(l => l.Trial).OrderBy(t => t.Number).Take(count - best.Count));
        }

        return best;
    }

    /// <summary>Removes the losses that no other dominates. They are in lexicographic order, in which none dominates an earlier one.</summary>
    private static List<Loss> TakeFront(List<Loss> losses)
    {
        var front = new List<Loss>();
        var rest = new List<Loss>(losses.Count);
        foreach (var loss in losses)
        {
            var isDominated = false;
            for (var i = 0; i < front.Count && !isDominated; i++) isDominated = front[i].Dominates(loss);
            (isDominated ? rest : front).Add(loss);
        }

        losses.Clear();
        losses.AddRange(rest);
        return front;
    }

    /// <summary>A trial's values, each with the sign for which less is better.</summary>
    private sealed class Loss(SampledTrial trial, IReadOnlyList<Direction> directions) : IComparable<Loss>
    {
        private readonly double[] _values = [.. trial.Values!.Select((v, i) => directions[i] == Direction.Minimize ? v : -v)];

        public SampledTrial Trial => trial;

        public bool Dominates(Loss other)
        {
            var isBetter = false;
            for (var i = 0; i < _values.Length; i++)
            {
                if (_values[i] > other._values[i]) return false;
                isBetter |= _values[i] < other._values[i];
            }

            return isBetter;
        }

        public int CompareTo(Loss? other)
        {
            for (var i = 0; i < _values.Length; i++)
                if (_values[i].CompareTo(other!._values[i]) is var order and not 0)
                    return order;
            return trial.Number.CompareTo(other!.Trial.Number);
        }
    }
}
