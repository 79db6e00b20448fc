using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>A parameter's range as a few cells, in which PED-ANOVA counts the trials.</summary>
/// <remarks>A number's cells are around points from the lowest to the highest value, at most fifty, equally far apart on the parameter's
/// scale: linear, logarithmic, or the distribution function of a normal. A choice is its own cell.</remarks>
internal sealed class GridAxis
{
    private const int MostCells = 50;

    private readonly Func<ParameterValue, double> _position;

    private GridAxis(int cells, bool isNumeric, Func<ParameterValue, double> position)
    {
        (Cells, IsNumeric) = (cells, isNumeric);
        _position = position;
    }

    /// <summary>How many cells there are; with one the parameter does not vary.</summary>
    public int Cells { get; }

    /// <summary>Whether neighbouring cells are alike.</summary>
    public bool IsNumeric { get; }

    /// <summary>The axis of a parameter.</summary>
    public static GridAxis Of(Parameter parameter)
    {
        var scale = ParameterScale.Of(parameter);
        return parameter switch
        {
            _ when scale.IsConstant => new(1, isNumeric: true, _ => 0),
            CategoricalParameter { IsOrdered: true } => OfGrid((GridScale)scale),
            CategoricalParameter p => new(p.Choices.Count, isNumeric: false, scale.ToCoordinate),
            FloatParameter { Step: not null } => OfGrid((GridScale)scale),
            FloatParameter => new(MostCells, isNumeric: true, scale.ToCoordinate),
            IntParameter { Log: true } p => OfLogarithms(p),
            IntParameter => OfGrid((GridScale)scale),
            _ => new(MostCells, isNumeric: true, scale.ToCoordinate),
        };
    }

    /// <summary>How many of some values are in each cell. What is no value of the parameter is in none.</summary>
    public int[] Count(IEnumerable<ParameterValue> values)
    {
        var counts = new int[Cells];
        foreach (var value in values)
            if (CellOf(value) is { } cell) counts[cell]++;
        return counts;
    }

    /// <summary>The cell of a value; null when it is none of the parameter's.</summary>
    public int? CellOf(ParameterValue value)
    {
        var position = _position(value);
        if (double.IsNaN(position)) return null;
        if (!IsNumeric) return (int)position;
        // Of two points that are equally near the lower one.
        return (int)Math.Clamp(Math.Ceiling((position * (Cells - 1)) - 0.5), 0, Cells - 1);
    }

    /// <summary>The first point is at 0 and the last at 1, unlike the middles of a scale's cells.</summary>
    private static GridAxis OfGrid(GridScale scale) => new(
        (int)Math.Min(scale.Points, MostCells), isNumeric: true,
        value => value.IsNumber ? scale.IndexAt(scale.ToCoordinate(value)) / (double)(scale.Points - 1) : double.NaN);

    /// <summary>As many cells as the range has doublings, and one.</summary>
    private static GridAxis OfLogarithms(IntParameter p)
    {
        var doublings = (int)Math.Ceiling(PortableMath.Log(p.High - p.Low + 1) / PortableMath.Log(2)) + 1;
        var (low, range) = (PortableMath.Log(p.Low), PortableMath.Log(p.High) - PortableMath.Log(p.Low));
        return new(Math.Min(doublings, MostCells), isNumeric: true, value => value.IsNumber
            ? (PortableMath.Log(Math.Clamp(value.AsDouble(), p.Low, p.High)) - low) / range
            : double.NaN);
    }
}
