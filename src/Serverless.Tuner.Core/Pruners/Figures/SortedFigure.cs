namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>A figure of all trials that have it, by ascending value, ties by number.</summary>
internal sealed class SortedFigure(TrialFigure figure) : TrialIndex
{
    // More changes than this are faster sorted with all others than moved one by one.
    private const int MostMoves = 16;

    private readonly List<(double Value, int Number)> _sorted = [];
    private readonly Dictionary<int, double> _known = [];
    private readonly List<(int Number, double? Value)> _news = [];

    public int Count => _sorted.Count;

    /// <summary>The figure at a place of the order, and the trial's number.</summary>
    public (double Value, int Number) this[Index place] => _sorted[place];

    /// <summary>How many trials but <paramref name="except"/> have it.</summary>
    public int CountWithout(int except) => _sorted.Count - (_known.ContainsKey(except) ? 1 : 0);

    /// <summary>How many trials but <paramref name="except"/> have less than <paramref name="value"/>.</summary>
    public int CountBelow(double value, int except)
    {
        var at = _sorted.BinarySearch((value, int.MinValue));
        var below = at < 0 ? ~at : at;
        return _known.TryGetValue(except, out var own) && own < value ? below - 1 : below;
    }

    /// <summary>The percentile of all but <paramref name="except"/>, interpolated between neighbours; only where there is one.</summary>
    /// <param name="percentile">0 to 100.</param>
    /// <param name="except">The number of a trial that does not count.</param>
    public double Percentile(double percentile, int except)
    {
        var hole = _known.TryGetValue(except, out var own) ? _sorted.BinarySearch((own, except)) : _sorted.Count;
        var position = percentile / 100 * (CountWithout(except) - 1);
        var below = (int)position;
        var rest = position - below;
        if (rest == 0) return At(below);
        var (low, high) = (At(below), At(below + 1));
        // Two products, because the difference of two doubles may overflow; clamped, because rounding must not leave the interval.
        return Math.Clamp(((1 - rest) * low) + (rest * high), low, high);

        double At(int place) => _sorted[place < hole ? place : place + 1].Value;
    }

    protected override void Note(TrialCurve curve)
    {
        var value = figure.Of(curve);
        if (_known.TryGetValue(curve.Number, out var before) ? value != before : value is not null) _news.Add((curve.Number, value));
    }

    protected override void TakeNews()
    {
        if (_news.Count > MostMoves) Sort();
        else foreach (var (number, value) in _news) Move(number, value);
        _news.Clear();
    }

    private void Move(int number, double? value)
    {
        if (_known.Remove(number, out var before)) _sorted.RemoveAt(_sorted.BinarySearch((before, number)));
        if (value is not { } now) return;
        _known[number] = now;
        var at = _sorted.BinarySearch((now, number));
        _sorted.Insert(~at, (now, number));
    }

    private void Sort()
    {
        foreach (var (number, value) in _news)
        {
            if (value is { } now) _known[number] = now;
            else _known.Remove(number);
        }

        _sorted.Clear();
        foreach (var (number, value) in _known) _sorted.Add((value, number));
        _sorted.Sort();
    }
}
