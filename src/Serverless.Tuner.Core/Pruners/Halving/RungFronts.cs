using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Orders what trials had lost in several directions when they came to a rung: by fronts, and within a front so that the first
/// points are spread out over it.</summary>
/// <remarks>
/// Schmucker et al. 2021, section 3: sorted by domination, and a front by an ε-net, a greedy farthest-point order: the point that is
/// best in the first direction, then always the one that is farthest from all before it. Distances are those of losses scaled by the
/// front's range in each direction, so that units do not matter. Ties go to the lexicographically lesser point, and equal points
/// count as one place: the order of the trials does not matter.
/// </remarks>
internal static class RungFronts
{
    /// <summary>Whether a point is among the best: fewer than so many are before it. With no place, whether no other dominates it.
    /// </summary>
    /// <param name="own">The point; finite losses, less is better.</param>
    /// <param name="others">The other points, of the same length.</param>
    /// <param name="places">How many are good enough, 0 or more.</param>
    public static bool IsAmongBest(double[] own, IReadOnlyList<double[]> others, int places)
    {
        double[][] all = [own, .. others];
        var ranks = NonDominatedSort.Rank(all);
        if (places == 0) return ranks[0] == 0;
        var left = places - ranks.Count(rank => rank < ranks[0]);
        if (left <= 0) return false;
        double[][] front = [.. all.Where((_, i) => ranks[i] == ranks[0])];
        return front.Length <= left || IsEarly(own, front, left);
    }

    /// <summary>Whether the ε-net takes fewer than so many points of a front before one of them.</summary>
    private static bool IsEarly(double[] own, double[][] front, int places)
    {
        Array.Sort(front, (a, b) => Dominance.Compare(a, b));
        var scaled = UnitLosses.Of(front);
        var distances = new double[front.Length];
        Array.Fill(distances, double.PositiveInfinity);
        var next = 0;
        for (var taken = 0; taken < places; next = Farthest(distances))
        {
            if (Dominance.Compare(front[next], own) == 0) return true;
            taken += Take(scaled, distances, next);
        }

        return false;
    }

    /// <summary>Takes a point into the net, along with those equal to it, so that the distances are those from the net.</summary>
    /// <returns>How many were taken.</returns>
    private static int Take(double[][] points, double[] distances, int taken)
    {
        var equal = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var distance = 0.0;
            for (var j = 0; j < points[i].Length; j++) distance += (points[i][j] - points[taken][j]) * (points[i][j] - points[taken][j]);
            distances[i] = Math.Min(distances[i], distance);
            if (Dominance.Compare(points[i], points[taken]) != 0) continue;
            equal++;
            distances[i] = -1;
        }

        return equal;
    }

    private static int Farthest(double[] distances)
    {
        var farthest = 0;
        for (var i = 1; i < distances.Length; i++)
            if (distances[i] > distances[farthest]) farthest = i;
        return farthest;
    }
}
