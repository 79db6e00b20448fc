namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>The finitely many coordinates that are considered of a parameter, by
/// index: all of a discrete one, evenly spread ones of a continuous one.</summary>
internal sealed class Levels
{
    private readonly bool _isChoice;
    private readonly IDiscreteScale? _cells;
    private readonly double[] _coordinates = [];
    private readonly double[] _encoded = [];

    private Levels(ParameterScale scale, int levelsOfContinuous)
    {
        Scale = scale;
        switch (scale)
        {
            case ChoiceScale choices:
                (_isChoice, Count) = (true, choices.Count);
                break;
            case IDiscreteScale cells:
                (_cells, Count) = (cells, cells.Points);
                break;
            default:
                // A value's coordinate may differ from the one it was made of by rounding, and narrow limits hold fewer values.
                var levels = Spread(scale, levelsOfContinuous)
                    .Select(c => (Coordinate: c, Encoded: scale.ToCoordinate(scale.FromCoordinate(c))))
                        .DistinctBy(l => l.Encoded).OrderBy(l => l.Encoded).ToArray();
                _coordinates = [.. levels.Select(l => l.Coordinate)];
                _encoded = [.. levels.Select(l => l.Encoded)];
                Count = levels.Length;
                break;
        }
    }

    public ParameterScale Scale { get; }

    /// <summary>How many there are, 1 or more.</summary>
    public long Count { get; }

    /// <param name="scale">The parameter's scale.</param>
    /// <param name="levelsOfContinuous">How many levels a continuous parameter has; 0: such a one has none.</param>
    /// <returns>Null when the parameter is continuous and has none.</returns>
    public static Levels? Of(ParameterScale scale, int levelsOfContinuous) =>
        scale is ChoiceScale or IDiscreteScale || scale.IsConstant || levelsOfContinuous > 0 ? new Levels(scale, levelsOfContinuous) : null;

    /// <summary>The coordinate of level <paramref name="index"/>.</summary>
    public double CoordinateAt(long index)
    {
        if (_isChoice) return index;
        return _cells?.CentreOf(index) ?? _coordinates[index];
    }

    /// <summary>The level whose value has this very coordinate; null when there is none.</summary>
    public long? IndexOf(double coordinate)
    {
        if (double.IsNaN(coordinate)) return null;
        if (_isChoice) return (long)coordinate;
        return _cells?.IndexAt(coordinate) ?? (Array.BinarySearch(_encoded, coordinate) is var at and >= 0 ? at : null);
    }

    private static IEnumerable<double> Spread(ParameterScale scale, int count)
    {
        if (scale.IsConstant) return [0.0];
        // A normal's ends may be infinitely far, and one level alone belongs in the middle: then the levels are the middles of equal cells.
        return scale is NormalScale || count == 1
            ? Enumerable.Range(0, count).Select(k => (k + 0.5) / count)
            : Enumerable.Range(0, count).Select(k => k / (count - 1.0));
    }
}
