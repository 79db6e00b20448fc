using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The curves of complete trials as far as a <see cref="CurveForecast"/> at a rung learns from them, and the front of where they
/// ended.</summary>
internal sealed class CompleteCurves(RungLosses rung) : TrialIndex
{
    // The share of the front's hypervolume that a trial has to add: a forecast that just clears the front most likely errs.
    private const double LeastGain = 0.0002;

    // More changes than this are faster sorted with all others than moved one by one.
    private const int MostMoves = 16;

    private static readonly Comparer<Curve> s_byLosses = Comparer<Curve>.Create(
        (a, b) => Dominance.Compare(a.Features, b.Features) is not 0 and var order ? order : Dominance.Compare(a.Ends, b.Ends));

    private readonly Dictionary<int, Curve> _known = [];
    private readonly List<(Curve? Before, Curve? Now)> _news = [];
    private readonly List<Curve> _sorted = [];
    private readonly List<double[]> _front = [];
    private readonly double[] _best = new double[rung.Directions.Count];
    private readonly double[] _worst = new double[rung.Directions.Count];
    private CurveForecast? _forecast;

    /// <summary>What they teach; only where there is one.</summary>
    public CurveForecast Forecast => _forecast ??= new CurveForecast(_sorted);

    /// <summary>How many there are but that of one trial.</summary>
    public int CountWithout(int number) => _known.Count - (_known.ContainsKey(number) ? 1 : 0);

    /// <summary>Whether a curve is expected to add to the hypervolume of those; only where there is one but that of the trial itself.
    /// </summary>
    /// <param name="number">The trial's number; what is known of it does not count.</param>
    /// <param name="features">Its <see cref="CurveForecast.Features"/> at the rung.</param>
    public bool ExpectGain(int number, double[] features)
    {
        if (_known.TryGetValue(number, out var known))
        {
            Take([(known, null)]);
            var expectsGain = ExpectGain(features);
            Take([(null, known)]);
            return expectsGain;
        }

        return ExpectGain(features);
    }

    protected override void Note(TrialCurve curve)
    {
        var before = _known.GetValueOrDefault(curve.Number);
        var now = curve.State == TrialState.Complete && FeaturesOf(rung, curve) is { } features
            && rung.At(curve, curve.Last.Step) is { } ends ? new Curve(features, ends) : null;
        if (before is null ? now is null : now is not null && s_byLosses.Compare(before, now) == 0) return;
        _news.Add((before, now));
        if (now is null) _known.Remove(curve.Number);
        else _known[curve.Number] = now;
    }

    protected override void TakeNews()
    {
        if (_news.Count > 0) Take(_news);
        _news.Clear();
    }

    /// <summary>The features of a trial at a rung; null while one is not known.</summary>
    public static double[]? FeaturesOf(RungLosses rung, TrialCurve trial) =>
        CurveForecast.Features(at => rung.At(trial, at), rung.Step);

    private bool ExpectGain(double[] features)
    {
        var ends = Forecast.Ends(features);
        if (!ends.All(double.IsFinite)) return true;
        // Where the worst ended sets the scale, and adds nothing to what the front dominates.
        var scaled = UnitLosses.Of([ends, .. _front], scale: [ends, _best, _worst]);
        var reference = UnitLosses.ReferencePoint(ends.Length);
        return Hypervolume.Gain(scaled[0], scaled[1..], reference) > LeastGain * Hypervolume.Of(scaled[1..], reference);
    }

    private void Take(List<(Curve? Before, Curve? Now)> news)
    {
        _forecast = null;
        if (news.Count > MostMoves)
        {
            _sorted.Clear();
            _sorted.AddRange(_known.Values);
            _sorted.Sort(s_byLosses);
        }
        else
        {
            foreach (var (before, now) in news)
            {
                // Of equal ones it does not matter which goes.
                if (before is not null) _sorted.RemoveAt(_sorted.BinarySearch(before, s_byLosses));
                if (now is null) continue;
                var at = _sorted.BinarySearch(now, s_byLosses);
                _sorted.Insert(at < 0 ? ~at : at, now);
            }
        }

        if (news.Count <= MostMoves && news.TrueForAll(n => n.Before is null))
            foreach (var (_, now) in news) Widen(now!.Ends);
        else FindFront();
    }

    private void FindFront()
    {
        double[][] ends = [.. _sorted.Select(curve => curve.Ends)];
        _front.Clear();
        foreach (var i in NonDominatedSort.Front(ends)) _front.Add(ends[i]);
        for (var i = 0; i < _best.Length; i++)
        {
            _best[i] = ends.Select(end => end[i]).DefaultIfEmpty().Min();
            _worst[i] = ends.Select(end => end[i]).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Widens the front by where a curve ended, and the range of all ends.</summary>
    private void Widen(double[] ends)
    {
        for (var i = 0; i < ends.Length; i++)
        {
            _best[i] = _front.Count == 0 ? ends[i] : Math.Min(_best[i], ends[i]);
            _worst[i] = _front.Count == 0 ? ends[i] : Math.Max(_worst[i], ends[i]);
        }

        if (_front.Exists(point => Dominance.Covers(point, ends))) return;
        _front.RemoveAll(point => Dominance.Covers(ends, point));
        _front.Add(ends);
    }

    /// <param name="Features">Its losses at the rung, and before.</param>
    /// <param name="Ends">Its last losses.</param>
    internal sealed record Curve(double[] Features, double[] Ends);
}
