namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Moves values to about mean 0 and variance 1, optionally through a logarithm, which opens up what lies near the best.</summary>
internal sealed class ValueScale
{
    private readonly double _origin;
    private readonly double _unit;
    private readonly double _shift;
    private readonly double _mean;
    private readonly double _deviation;

    private ValueScale(double origin, double unit, double shift, double[] values)
    {
        _origin = origin;
        _unit = unit;
        _shift = shift;
        var sum = 0.0;
        foreach (var value in values) sum += Bend(value);
        _mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            var centred = Bend(value) - _mean;
            squares += centred * centred;
        }

        _deviation = squares > 0 ? Math.Sqrt(squares / values.Length) : 1;
        if (!(_deviation > 1e-200)) _deviation = 1;

        // The density of the values themselves, so that scales can be told apart by their likelihood.
        LogJacobian = -values.Length * PortableMath.Log(_deviation);
        if (_shift > 0)
            foreach (var value in values)
                LogJacobian -= PortableMath.Log(Math.Max(0, Share(value)) + _shift);
    }

    /// <summary>Σ log of the derivative at the values, up to a constant that all scales of the same values share.</summary>
    public double LogJacobian { get; }

    public static ValueScale Linear(double[] values)
    {
        var (origin, unit) = Frame(values);
        return new ValueScale(origin, unit, 0, values);
    }

    /// <summary>The scale log(1 + (v − least) / (shift · half of the values' spread)); null where the values have none.</summary>
    public static ValueScale? Logarithmic(double[] values, double shift)
    {
        var (origin, unit) = Frame(values);
        return unit > 0 ? new ValueScale(origin, unit, shift, values) : null;
    }

    public double Apply(double value) => (Bend(value) - _mean) / _deviation;

    /// <summary>The value that is at <paramref name="scaled"/> on this scale.</summary>
    public double Invert(double scaled)
    {
        var bent = (scaled * _deviation) + _mean;
        var share = _shift > 0 ? PortableMath.Exp(bent) - _shift : bent;
        return _origin + (2 * _unit * share);
    }

    public double[] Apply(double[] values) => [.. values.Select(Apply)];

    /// <summary>The least value, and the distance from it to the median (to the mean, or the largest, where that is nothing).</summary>
    private static (double Origin, double Unit) Frame(double[] values)
    {
        var sorted = values.Order().ToArray();
        var origin = sorted[0];
        // Halves throughout: the difference of two doubles may overflow.
        var unit = (0.5 * sorted[sorted.Length / 2]) - (0.5 * origin);
        if (!(unit > 0)) unit = (0.5 * sorted[^1]) - (0.5 * origin);
        return (origin, unit);
    }

    private double Share(double value) => _unit > 0 ? ((0.5 * value) - (0.5 * _origin)) / _unit : 0;

    private double Bend(double value)
    {
        // Clamped so that squares do not overflow; that far from the other values only the sign matters.
        var share = Math.Clamp(Share(value), -1e100, 1e100);
        return _shift > 0 ? PortableMath.Log(Math.Max(0, share) + _shift) : share;
    }
}
