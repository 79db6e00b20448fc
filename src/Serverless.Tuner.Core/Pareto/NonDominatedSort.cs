namespace Serverless.Tuner.Core.Pareto;

/// <summary>Sorts losses into fronts: front 0 is dominated by none, front k only by points of fronts before it.</summary>
/// <remarks>
/// Efficient non-dominated sort (Zhang et al. 2015): in lexicographic order each point goes into the first front that does not
/// dominate it, found by bisection. A front is one number for two objectives, so that n points take O(n log n); a staircase for
/// three, O(n log² n) comparisons; a list of points for more. Less is better, NaN counts as positive infinity, equal points have
/// equal ranks, and the order of the points does not matter.
/// </remarks>
internal static class NonDominatedSort
{
    /// <summary>The front of each point, from 0.</summary>
    /// <param name="losses">Points of one length, 1 or more.</param>
    public static int[] Rank(IReadOnlyList<double[]> losses)
    {
        var ranks = new int[losses.Count];
        if (losses.Count == 0) return ranks;

        var points = losses.Select(WithoutNaN).ToArray();
        var order = Enumerable.Range(0, points.Length).ToArray();
        order.AsSpan().Sort((a, b) => Dominance.Compare(points[a], points[b]));

        var fronts = new List<IFront>();
        for (var i = 0; i < order.Length; i++)
        {
            var point = points[order[i]];
            if (i > 0 && Dominance.Compare(points[order[i - 1]], point) == 0)
            {
                ranks[order[i]] = ranks[order[i - 1]];
                continue;
            }

            var rank = FirstNotDominating(fronts, point);
            if (rank == fronts.Count) fronts.Add(FrontFor(point.Length));
            fronts[rank].Add(point);
            ranks[order[i]] = rank;
        }

        return ranks;
    }

    /// <summary>
    /// The front of each point by constrained domination (Deb et al. 2002, section VI): every feasible point before every infeasible
    /// one, and among the infeasible the lesser violation first.
    /// </summary>
    /// <param name="losses">Points of one length, 1 or more.</param>
    /// <param name="violations">By how much each breaks its constraints in
    /// total: 0 or less for a feasible point; NaN counts as infinite.</param>
    public static int[] Rank(IReadOnlyList<double[]> losses, IReadOnlyList<double> violations)
    {
        var feasible = Enumerable.Range(0, losses.Count).Where(i => violations[i] <= 0).ToArray();
        if (feasible.Length == losses.Count) return Rank(losses);

        var ranks = new int[losses.Count];
        var feasibleRanks = Rank([.. feasible.Select(i => losses[i])]);
        var next = 0;
        for (var i = 0; i < feasible.Length; i++)
        {
            ranks[feasible[i]] = feasibleRanks[i];
            next = Math.Max(next, feasibleRanks[i] + 1);
        }

        var others = Enumerable.Range(0, losses.Count).Where(i => !(violations[i] <= 0)).OrderBy(Violation).ToArray();
        for (var i = 0; i < others.Length; i++)
        {
            if (i > 0 && Violation(others[i]) > Violation(others[i - 1])) next++;
            ranks[others[i]] = next;
        }

        return ranks;

        double Violation(int i) => double.IsNaN(violations[i]) ? double.PositiveInfinity : violations[i];
    }

    /// <summary>The indices, ascending, of the points that no other dominates; of equal points all.</summary>
    public static int[] Front(IReadOnlyList<double[]> losses)
    {
        var ranks = Rank(losses);
        return [.. Enumerable.Range(0, ranks.Length).Where(i => ranks[i] == 0)];
    }

    private static double[] WithoutNaN(double[] point) =>
        Array.Exists(point, double.IsNaN) ? Array.ConvertAll(point, x => double.IsNaN(x) ? double.PositiveInfinity : x) : point;

    private static int FirstNotDominating(List<IFront> fronts, double[] point)
    {
        // What a front dominates, every front before it dominates too.
        int low = 0, high = fronts.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (fronts[middle].Covers(point)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static IFront FrontFor(int objectives) => objectives switch
    {
        1 or 2 => new LastFront(),
        3 => new StaircaseFront(),
        _ => new ListFront(),
    };

    /// <summary>A front that takes points in lexicographic order; the first objective need not be compared any more.</summary>
    private interface IFront
    {
        bool Covers(double[] point);

        void Add(double[] point);
    }

    /// <summary>Two objectives: the last point added has the least second loss. One objective: any point covers all later ones.</summary>
    private sealed class LastFront : IFront
    {
        private double _least = double.NaN;

        public bool Covers(double[] point) => point.Length == 1 || _least <= point[1];

        public void Add(double[] point) => _least = point[^1];
    }

    private sealed class StaircaseFront : IFront
    {
        private readonly Staircase _stairs = new();

        public bool Covers(double[] point) => _stairs.Covers(point[1], point[2]);

        public void Add(double[] point) => _stairs.Add(point[1], point[2]);
    }

    private sealed class ListFront : IFront
    {
        private readonly List<double[]> _points = [];

        public bool Covers(double[] point)
        {
            // The newest are the most alike, so that they decide soonest.
            for (var i = _points.Count - 1; i >= 0; i--)
                if (Dominance.Covers(_points[i].AsSpan(1), point.AsSpan(1))) return true;
            return false;
        }

        public void Add(double[] point) => _points.Add(point);
    }
}
