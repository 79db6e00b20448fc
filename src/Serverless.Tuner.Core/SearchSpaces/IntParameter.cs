namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>An integer in [<see cref="Low"/>, <see cref="High"/>], uniform on a
/// linear or a logarithmic scale, optionally on the grid low + k·step.</summary>
/// <remarks>Made of limits that were validated: low ≤ high within ±2⁵³,
/// positive when logarithmic; a logarithmic one has a step of 1.</remarks>
/// <param name="Name">Its name, unique in the space.</param>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value; with a step the highest that the grid may reach.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
/// <param name="Step">The grid's step, 1 or more.</param>
/// <param name="When">What must all hold for the parameter to exist; empty when it always does.</param>
public sealed record IntParameter(string Name, long Low, long High, bool Log, long Step, IReadOnlyList<Condition> When)
    : Parameter(Name, When)
{
    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value)
    {
        if (value.Kind == ParameterValueKind.Float && value.AsDouble() is var x && Math.Floor(x) == x && Math.Abs(x) <= 1L << 53)
            value = ParameterValue.Of((long)x);
        return Contains(value) ? value : null;
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) =>
        value.Kind == ParameterValueKind.Int && value.AsInt() is var x && x >= Low && x <= High && (x - Low) % Step == 0;
}
