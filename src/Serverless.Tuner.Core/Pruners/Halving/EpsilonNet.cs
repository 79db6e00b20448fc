using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Orders the points of a front so that the first ones are spread out over it.</summary>
/// <remarks>
/// Schmucker et al. 2021, section 3: a greedy farthest-point order. First is the point that is best in the first direction, then always
/// the one that is farthest from all before it. Distances are those of losses scaled by the front's range in each direction, so that
/// units do not matter. Ties go to the lexicographically lesser point, and equal points count as one place: the order of the trials
/// does not matter. A front in two directions is a line: what is nearest of all before lies next to a point on one side or the other,
/// so that a point which is taken changes the distances up to its neighbours only.
/// </remarks>
internal static class EpsilonNet
{
    /// <summary>Whether fewer than so many points are taken before one of them.</summary>
    /// <param name="own">One of the points.</param>
    /// <param name="front">Finite losses by lexicographic order, of which none dominates another.</param>
    /// <param name="places">How many, 1 or more and fewer than there are points.</param>
    public static bool IsEarly(double[] own, double[][] front, int places) =>
        own.Length == 2 ? IsEarlyOnLine(own, front, places) : IsEarlyAmong(own, front, places);

    /// <summary>The same in any number of directions.</summary>
    internal static bool IsEarlyAmong(double[] own, double[][] front, int places)
    {
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

    private static bool IsEarlyOnLine(double[] own, double[][] front, int places)
    {
        var scaled = UnitLosses.Of(front);
        var gaps = new PriorityQueue<(int From, int To), (double, int)>();
        var (from, to, next, taken) = (0, front.Length, 0, 0);
        while (true)
        {
            if (Dominance.Compare(front[next], own) == 0) return true;
            var (first, end) = (next, next + 1);
            while (first > from && Dominance.Compare(scaled[first - 1], scaled[next]) == 0) first--;
            while (end < to && Dominance.Compare(scaled[end], scaled[next]) == 0) end++;
            taken += end - first;
            if (taken >= places) return false;
            Open(from, first);
            Open(end, to);
            gaps.TryDequeue(out var gap, out var farthest);
            ((from, to), next) = (gap, farthest.Item2);
        }

        // The points between two that are taken, or between one and an end of the front.
        void Open(int from, int to)
        {
            if (from == to) return;
            var (farthest, most) = (from, double.NegativeInfinity);
            for (var i = from; i < to; i++)
            {
                var distance = from > 0 ? Distance(scaled[i], scaled[from - 1]) : double.PositiveInfinity;
                if (to < scaled.Length) distance = Math.Min(distance, Distance(scaled[i], scaled[to]));
                if (distance > most) (farthest, most) = (i, distance);
            }

            gaps.Enqueue((from, to), (-most, farthest));
        }
    }

    /// <summary>Takes a point into the net, along with those equal to it, so that the distances are those from the net.</summary>
    /// <returns>How many were taken.</returns>
    private static int Take(double[][] points, double[] distances, int taken)
    {
        var equal = 0;
        for (var i = 0; i < points.Length; i++)
        {
            distances[i] = Math.Min(distances[i], Distance(points[i], points[taken]));
            if (Dominance.Compare(points[i], points[taken]) != 0) continue;
            equal++;
            distances[i] = -1;
        }

        return equal;
    }

    private static double Distance(double[] a, double[] b)
    {
        var distance = 0.0;
        for (var i = 0; i < a.Length; i++) distance += (a[i] - b[i]) * (a[i] - b[i]);
        return distance;
    }

    private static int Farthest(double[] distances)
    {
        var farthest = 0;
        for (var i = 1; i < distances.Length; i++)
            if (distances[i] > distances[farthest]) farthest = i;
        return farthest;
    }
}
