using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Orders the trials that came to a rung by what they had lost in several directions: by fronts, and within a front so that the
/// first are spread out over it.</summary>
/// <remarks>Schmucker et al. 2021, section 3: sorted by domination, and a front by an <see cref="EpsilonNet"/>.</remarks>
internal sealed class RungPoints(RungLosses losses) : TrialIndex
{
    // More changes than this are faster sorted with all others than moved one by one.
    private const int MostMoves = 16;

    private readonly Dictionary<int, double[]> _known = [];
    private readonly List<(double[]? Before, double[]? Now)> _news = [];
    private readonly RankedPoints _points = new(losses.Directions.Count);

    /// <summary>Whether a trial is among the best 1/η of these and itself; while that is none, whether no other dominates it.</summary>
    /// <param name="number">The trial's number; what is known of it does not count.</param>
    /// <param name="own">What it has lost at the rung.</param>
    /// <param name="reductionFactor">η.</param>
    public bool IsAmongBest(int number, double[] own, int reductionFactor)
    {
        var isThere = _known.TryGetValue(number, out var known);
        var (points, places) = (_points, (_known.Count + (isThere ? 0 : 1)) / reductionFactor);
        if (!isThere || known.AsSpan().SequenceEqual(own)) return points.IsAmongBest(own, isThere, places);
        // Something older of it is known: as if it were not.
        points.Remove(known!);
        var isAmongBest = points.IsAmongBest(own, isThere: false, places);
        points.Add(known!);
        return isAmongBest;
    }

    protected override void Note(TrialCurve curve)
    {
        var (before, now) = (_known.GetValueOrDefault(curve.Number), losses.Of(curve));
        if (before is null ? now is null : now is not null && Dominance.Compare(before, now) == 0) return;
        _news.Add((before, now));
        if (now is null) _known.Remove(curve.Number);
        else _known[curve.Number] = now;
    }

    protected override void TakeNews()
    {
        if (_news.Count > MostMoves) _points.Reset(_known.Values);
        else
        {
            foreach (var (before, now) in _news)
            {
                if (before is not null) _points.Remove(before);
                if (now is not null) _points.Add(now);
            }
        }

        _news.Clear();
    }
}
