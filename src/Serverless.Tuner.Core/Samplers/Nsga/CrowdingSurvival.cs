using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>NSGA-II: those in the sparsest places survive, by the crowding distance (Deb et al. 2002, section III.B).</summary>
internal sealed class CrowdingSurvival : ISurvival
{
    public int[] Choose(IReadOnlyList<double[]> chosen, IReadOnlyList<double[]> front, double[] spread, int count, TrialRandom random)
    {
        var order = Enumerable.Range(0, front.Count).ToArray();
        Array.Sort(order, (a, b) => spread[a] != spread[b] ? spread[b].CompareTo(spread[a]) : a - b);
        return order[..count];
    }

    /// <inheritdoc />
    /// <remarks>The crowding distance of each trial: the sum of its neighbours' gaps, each
    /// by the front's range; infinite at the ends, 0 for what is there twice.</remarks>
    public double[] Spread(IReadOnlyList<double[]> front)
    {
        var spread = new double[front.Count];
        if (front.Count == 0) return spread;

        var order = Enumerable.Range(0, front.Count).ToArray();
        // Of equal trials one counts: copies are no neighbours, and are the first to go.
        order.AsSpan().Sort((a, b) => Dominance.Compare(front[a], front[b]) is var c and not 0 ? c : a - b);
        var distinct = 1;
        for (var i = 1; i < order.Length; i++)
            if (Dominance.Compare(front[order[i]], front[order[distinct - 1]]) != 0)
                order[distinct++] = order[i];

        var points = order.AsSpan(0, distinct);
        for (var objective = 0; objective < front[0].Length; objective++)
        {
            var at = objective;
            points.Sort((a, b) => front[a][at] != front[b][at] ? front[a][at].CompareTo(front[b][at]) : a - b);
            // Halves, because the difference of two doubles may overflow.
            var halfRange = (0.5 * front[points[^1]][at]) - (0.5 * front[points[0]][at]);
            spread[points[0]] = double.PositiveInfinity;
            spread[points[^1]] = double.PositiveInfinity;
            if (!(halfRange > 0)) continue;
            for (var i = 1; i < points.Length - 1; i++)
                spread[points[i]] += ((0.5 * front[points[i + 1]][at]) - (0.5 * front[points[i - 1]][at])) / halfRange;
        }

        return spread;
    }
}
