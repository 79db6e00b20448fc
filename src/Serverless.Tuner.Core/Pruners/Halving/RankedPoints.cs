using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Points in several directions and the front of each, kept while points come and go.</summary>
/// <remarks>
/// Ranks are those of <see cref="NonDominatedSort"/>. A point that comes or goes changes the rank of others by one at most, and of those
/// only that it dominates: by one of them after the other, in lexicographic order, when a point that changed before it is what decides
/// (Li et al. 2017, Efficient nondomination level update for incremental changes, moves whole fronts).
/// </remarks>
/// <param name="directions">How many values a point has, 1 or more.</param>
internal sealed class RankedPoints(int directions)
{
    // By lexicographic order; one array of numbers, since every decision looks through all.
    private double[] _values = [];
    private int[] _ranks = [];

    public int Count { get; private set; }

    /// <summary>Has these points instead of those before; finite losses, less is better.</summary>
    public void Reset(IEnumerable<double[]> points)
    {
        var sorted = points.ToArray();
        sorted.AsSpan().Sort((a, b) => Dominance.Compare(a, b));
        (Count, _ranks, _values) = (sorted.Length, NonDominatedSort.Rank(sorted), new double[sorted.Length * directions]);
        for (var i = 0; i < sorted.Length; i++) sorted[i].CopyTo(_values, i * directions);
    }

    /// <summary>Adds a point, once more if it is there.</summary>
    public void Add(double[] point)
    {
        var (at, rank) = (PlaceOf(point), RankOf(point));
        if (Count == _ranks.Length)
        {
            Array.Resize(ref _ranks, Math.Max(16, 2 * Count));
            Array.Resize(ref _values, _ranks.Length * directions);
        }

        Array.Copy(_ranks, at, _ranks, at + 1, Count - at);
        Array.Copy(_values, at * directions, _values, (at + 1) * directions, (Count - at) * directions);
        Count++;
        _ranks[at] = rank;
        point.CopyTo(_values, at * directions);
        if (!IsAt(at + 1, point)) MoveBack(at);
    }

    /// <summary>Takes out a point that is there, once.</summary>
    public void Remove(double[] point)
    {
        var at = PlaceOf(point);
        if (!IsAt(at + 1, point)) MoveForward(at);
        Count--;
        Array.Copy(_ranks, at + 1, _ranks, at, Count - at);
        Array.Copy(_values, (at + 1) * directions, _values, at * directions, (Count - at) * directions);
    }

    /// <summary>Whether a point is among the best of all: fewer than so many are before it, front after front, and on its own front by an
    /// <see cref="EpsilonNet"/>. With no place, whether no other dominates it.</summary>
    /// <param name="own">The point.</param>
    /// <param name="isThere">Whether it is one of these; else it is as if it were.</param>
    /// <param name="places">How many are good enough, 0 or more.</param>
    public bool IsAmongBest(double[] own, bool isThere, int places)
    {
        var rank = RankOf(own);
        if (places == 0) return rank == 0;
        var (left, size) = (places, isThere ? 0 : 1);
        for (var i = 0; i < Count; i++)
        {
            if (_ranks[i] < rank) left--;
            else if (_ranks[i] == rank) size++;
        }

        if (left <= 0) return false;
        if (size <= left) return true;
        var front = FrontOf(own, rank, isThere);
        return front.Length <= left || EpsilonNet.IsEarly(own, front, left);
    }

    /// <summary>The points of a front by lexicographic order, without those that <paramref name="own"/> dominates, and with it.</summary>
    private double[][] FrontOf(double[] own, int rank, bool isThere)
    {
        var (front, place) = (new List<double[]>(), isThere ? -1 : PlaceOf(own));
        for (var i = 0; i < Count; i++)
        {
            if (i == place) front.Add(own);
            if (_ranks[i] == rank && (isThere || !Dominance.Dominates(own, At(i)))) front.Add(At(i).ToArray());
        }

        if (place == Count) front.Add(own);
        return [.. front];
    }

    /// <summary>The front on which a point is, or would be.</summary>
    private int RankOf(double[] point)
    {
        var at = PlaceOf(point);
        if (IsAt(at, point)) return _ranks[at];
        var rank = 0;
        // From the end, since the fronts behind come late: most points are then not even looked at.
        for (var i = at - 1; i >= 0; i--)
            if (_ranks[i] >= rank && Dominance.Covers(At(i), point)) rank = _ranks[i] + 1;
        return rank;
    }

    /// <summary>Moves points one front back behind one that is new: those whose front it, or one that moved, is on now.</summary>
    private void MoveBack(int first)
    {
        var moved = new Dictionary<int, List<int>> { [_ranks[first]] = [first] };
        for (var i = first + 1; i < Count; i++)
        {
            if (!Dominance.Covers(At(first), At(i))) continue;
            if (IsAt(i - 1, At(i))) _ranks[i] = _ranks[i - 1];
            else if (IsCoveredByAny(moved, _ranks[i], i)) Add(moved, ++_ranks[i], i);
        }
    }

    /// <summary>Moves points one front forward that were behind one that goes: those that no other holds back.</summary>
    private void MoveForward(int first)
    {
        var moved = new Dictionary<int, List<int>> { [_ranks[first]] = [first] };
        for (var i = first + 1; i < Count; i++)
        {
            if (!Dominance.Covers(At(first), At(i))) continue;
            if (IsAt(i - 1, At(i))) _ranks[i] = _ranks[i - 1];
            else if (IsCoveredByAny(moved, _ranks[i] - 1, i) && !IsHeldBack(i, first)) Add(moved, _ranks[i]--, i);
        }
    }

    private bool IsHeldBack(int point, int gone)
    {
        for (var i = point - 1; i >= 0; i--)
            if (_ranks[i] == _ranks[point] - 1 && i != gone && Dominance.Covers(At(i), At(point))) return true;
        return false;
    }

    private bool IsCoveredByAny(Dictionary<int, List<int>> moved, int rank, int point)
    {
        if (!moved.TryGetValue(rank, out var those)) return false;
        // The newest are the most alike.
        for (var i = those.Count - 1; i >= 0; i--)
            if (Dominance.Covers(At(those[i]), At(point))) return true;
        return false;
    }

    private static void Add(Dictionary<int, List<int>> moved, int rank, int point)
    {
        if (!moved.TryGetValue(rank, out var those)) moved.Add(rank, those = []);
        those.Add(point);
    }

    private ReadOnlySpan<double> At(int place) => _values.AsSpan(place * directions, directions);

    private bool IsAt(int place, ReadOnlySpan<double> point) => place < Count && Dominance.Compare(At(place), point) == 0;

    /// <summary>The first place whose point is not before this one.</summary>
    private int PlaceOf(ReadOnlySpan<double> point)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Dominance.Compare(At(middle), point) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
