using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>An integer in [<see cref="Low"/>, <see cref="High"/>], uniform on a linear or a logarithmic scale, optionally on the grid low + k·step.</summary>
public sealed record IntParameter : Parameter
{
    /// <summary>Takes limits that were validated: low ≤ high within ±2⁵³, positive when <paramref name="log"/>; step ≥ 1, and 1 when <paramref name="log"/>.</summary>
    public IntParameter(string name, long low, long high, bool log = false, long step = 1, IReadOnlyList<Condition>? when = null)
        : base(name, when ?? [])
    {
        Low = low;
        High = high;
        Log = log;
        Step = step;
    }

    /// <summary>The lowest value.</summary>
    public long Low { get; }

    /// <summary>The highest value; with a step the highest that the grid may reach.</summary>
    public long High { get; }

    /// <summary>Whether the scale is logarithmic.</summary>
    public bool Log { get; }

    /// <summary>The grid's step, 1 or more.</summary>
    public long Step { get; }

    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value)
    {
        if (value.Kind == ParameterValueKind.Float && value.AsDouble() is var x && Math.Floor(x) == x && Math.Abs(x) <= 1L << 53) value = ParameterValue.Of((long)x);
        return Contains(value) ? value : null;
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) =>
        value.Kind == ParameterValueKind.Int && value.AsInt() is var x && x >= Low && x <= High && (x - Low) % Step == 0;
}
