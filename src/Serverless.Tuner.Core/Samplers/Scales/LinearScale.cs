namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A float on a linear scale.</summary>
internal sealed class LinearScale(double low, double high) : ParameterScale
{
    // Halves, because the difference of two doubles may overflow.
    private readonly double _halfRange = (0.5 * high) - (0.5 * low);

    public override bool IsConstant => low == high;

    public override double ToCoordinate(ParameterValue value)
    {
        if (!value.IsNumber) return double.NaN;
        var x = Math.Clamp(value.AsDouble(), low, high);
        return _halfRange > 0 ? Math.Clamp(((0.5 * x) - (0.5 * low)) / _halfRange, 0, 1) : 0;
    }

    public override ParameterValue FromCoordinate(double coordinate) => ParameterValue.Of(coordinate switch
    {
        <= 0 => low,
        >= 1 => high,
        _ when double.IsFinite(2 * _halfRange) => Math.Clamp(low + (coordinate * (high - low)), low, high),
        _ => Math.Clamp((low * (1 - coordinate)) + (high * coordinate), low, high),
    });
}
