using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>The intermediate values of a study's trials, as far as they are known.</summary>
/// <remarks>
/// Keeps the figures that pruners look up sorted, and updates them on demand:
/// a decision takes time for what has changed since the last one of its
/// kind, not for trials × steps. So decisions over one history must not run on several threads at once.
/// </remarks>
public sealed class PrunerHistory
{
    private readonly SortedDictionary<int, TrialCurve> _curves = [];

    // The number of every trial that changed, in the order in which that happened; an index has read it up to some point.
    private readonly List<int> _changes = [];
    private readonly Dictionary<(Type, object), TrialIndex> _indexes = [];

    /// <summary>The trials that have reported, by ascending number.</summary>
    public IReadOnlyCollection<TrialCurve> Trials => _curves.Values;

    /// <summary>The trial's curve; null when it has reported nothing.</summary>
    public TrialCurve? Find(int number) => _curves.GetValueOrDefault(number);

    /// <summary>Takes a curve in place of what was known of that trial. The curve may go on growing.</summary>
    public void Set(TrialCurve curve)
    {
        if (_curves.TryGetValue(curve.Number, out var known))
        {
            if (ReferenceEquals(known, curve)) return;
            known.Changed -= _changes.Add;
        }

        _curves[curve.Number] = curve;
        curve.Changed += _changes.Add;
        _changes.Add(curve.Number);
    }

    /// <summary>A figure of every trial that has it, sorted.</summary>
    internal SortedFigure Sorted(TrialFigure figure) => Index(figure, static f => new SortedFigure(f));

    /// <summary>What is kept of the trials under a key, up to date.</summary>
    /// <param name="key">What it is made from: for equal keys the same is kept.</param>
    /// <param name="make">Makes it, of no trial yet.</param>
    internal TIndex Index<TKey, TIndex>(TKey key, Func<TKey, TIndex> make)
        where TKey : class
        where TIndex : TrialIndex
    {
        if (!_indexes.TryGetValue((typeof(TIndex), key), out var index)) _indexes.Add((typeof(TIndex), key), index = make(key));
        index.Read(_changes, _curves);
        return (TIndex)index;
    }
}
