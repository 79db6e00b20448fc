using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>A real number in [<see cref="Low"/>, <see cref="High"/>], uniform on a
/// linear, a logarithmic or a logit scale, optionally on the grid low + k·step.</summary>
/// <remarks>Made of limits that were validated: low ≤ high, positive when logarithmic; a logarithmic one has no step.</remarks>
/// <param name="Name">Its name, unique in the space.</param>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value; with a step the highest that the grid may reach.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
/// <param name="Step">The grid's step; null for any real number.</param>
/// <param name="When">What must all hold for the parameter to exist; empty when it always does.</param>
public sealed record FloatParameter(string Name, double Low, double High, bool Log, double? Step, IReadOnlyList<Condition> When)
    : Parameter(Name, When)
{
    // How far from a point of the grid, in steps, a number may be that means this point.
    private const double Tolerance = 1e-6;

    /// <summary>Whether the scale is that of log(x / (1 − x)): then it lies between 0 and 1, both excluded, without a step.</summary>
    public bool Logit { get; init; }

    /// <inheritdoc />
    /// <remarks>A value with a step is moved onto the grid: 0.30000000000000004 means 0.3.</remarks>
    public override ParameterValue? Accept(ParameterValue value)
    {
        if (Step is not { } step) return Contains(value) ? ParameterValue.Of(value.AsDouble()) : null;
        if (!value.IsNumber) return null;
        var x = value.AsDouble();
        if (x < Low - (Tolerance * step) || x > High + (Tolerance * step) || !IsOnGrid(x, step)) return null;
        var grid = new FloatGridScale(Low, High, step);
        return grid.FromCoordinate(grid.ToCoordinate(value));
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value)
    {
        if (!value.IsNumber) return false;
        var x = value.AsDouble();
        return x >= Low && x <= High && (Step is not { } step || IsOnGrid(x, step));
    }

    private bool IsOnGrid(double x, double step)
    {
        // Halves where the difference overflows; on a grid of very many points rounding alone exceeds a fixed tolerance.
        var k = double.IsFinite(x - Low) ? (x - Low) / step : ((0.5 * x) - (0.5 * Low)) / (0.5 * step);
        return Math.Abs(k - Math.Round(k)) < Math.Max(Tolerance, 1e-15 * Math.Abs(k));
    }
}
