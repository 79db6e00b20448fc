namespace Serverless.Tuner.Core.Pareto;

/// <summary>Chooses the points of a set that together dominate much: hypervolume subset selection by the greedy rule.</summary>
/// <remarks>
/// Guerreiro, Fonseca and Paquete 2016: at least 1 − 1/e of the best volume. A point's gain only shrinks while points are chosen, so
/// that an old gain bounds the new one and few are computed again (lazy greedy). Ties by index.
/// </remarks>
internal static class HypervolumeSubset
{
    /// <summary>The indices of the chosen points, in the order of choice; those that add nothing last, by index.</summary>
    /// <param name="losses">Points, less is better; NaN and what is not within the reference gains nothing.</param>
    /// <param name="count">How many are wanted; all when there are fewer.</param>
    /// <param name="reference">A finite reference point.</param>
    public static int[] Select(IReadOnlyList<double[]> losses, int count, double[] reference)
    {
        count = Math.Clamp(count, 0, losses.Count);
        var chosen = new List<int>(count);
        var points = new List<double[]>(count);
        var queue = new PriorityQueue<int, (double NegativeGain, int Index)>(losses.Count);
        var computedAt = new int[losses.Count];
        for (var i = 0; i < losses.Count; i++) queue.Enqueue(i, (-Hypervolume.Gain(losses[i], [], reference), i));

        while (chosen.Count < count)
        {
            queue.TryDequeue(out var i, out var priority);
            // A gain of nothing stays nothing.
            if (computedAt[i] != chosen.Count && priority.NegativeGain < 0)
            {
                computedAt[i] = chosen.Count;
                queue.Enqueue(i, (-Hypervolume.Gain(losses[i], points, reference), i));
                continue;
            }

            chosen.Add(i);
            if (priority.NegativeGain < 0) points.Add(losses[i]);
        }

        return [.. chosen];
    }
}
