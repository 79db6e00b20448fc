using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>A real number in [<see cref="Low"/>, <see cref="High"/>], uniform on a linear or a logarithmic scale, optionally on the grid low + k·step.</summary>
public sealed record FloatParameter : Parameter
{
    /// <summary>Takes limits that were validated: low ≤ high, positive when <paramref name="log"/>; log and step exclude each other.</summary>
    public FloatParameter(string name, double low, double high, bool log = false, double? step = null, IReadOnlyList<Condition>? when = null)
        : base(name, when ?? [])
    {
        Low = low;
        High = high;
        Log = log;
        Step = step;
    }

    /// <summary>The lowest value.</summary>
    public double Low { get; }

    /// <summary>The highest value; with a step the highest that the grid may reach.</summary>
    public double High { get; }

    /// <summary>Whether the scale is logarithmic.</summary>
    public bool Log { get; }

    /// <summary>The grid's step; null when any real number will do.</summary>
    public double? Step { get; }

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
