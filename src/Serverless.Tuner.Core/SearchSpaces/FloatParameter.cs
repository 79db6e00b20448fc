namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>A real number in [<see cref="Low"/>, <see cref="High"/>], uniform on a
/// linear or a logarithmic scale, optionally on the grid low + k·step.</summary>
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
    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value) => Contains(value) ? ParameterValue.Of(value.AsDouble()) : null;

    /// <inheritdoc />
    public override bool Contains(ParameterValue value)
    {
        if (!value.IsNumber) return false;
        var x = value.AsDouble();
        if (x < Low || x > High) return false;
        if (Step is not { } step) return true;
        // Halves where the difference overflows; on a grid of very many points rounding alone exceeds a fixed tolerance.
        var k = double.IsFinite(x - Low) ? (x - Low) / step : ((0.5 * x) - (0.5 * Low)) / (0.5 * step);
        return Math.Abs(k - Math.Round(k)) < Math.Max(1e-6, 1e-15 * Math.Abs(k));
    }
}
