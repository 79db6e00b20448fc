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

    // The number of every trial that changed, in the order in which that happened; a sorted figure has read it up to some point.
    private readonly List<int> _changes = [];
    private readonly Dictionary<TrialFigure, SortedFigure> _sorted = [];

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
    internal SortedFigure Sorted(TrialFigure figure)
    {
        if (!_sorted.TryGetValue(figure, out var sorted)) _sorted.Add(figure, sorted = new SortedFigure(figure));
        sorted.Read(_changes, _curves);
        return sorted;
    }
}
