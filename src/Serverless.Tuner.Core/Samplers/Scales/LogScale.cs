namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A positive float on a logarithmic scale.</summary>
internal sealed class LogScale(double low, double high) : ParameterScale
{
    private readonly double _logLow = PortableMath.Log(low);
    private readonly double _range = PortableMath.Log(high) - PortableMath.Log(low);

    public override bool IsConstant => low == high;

    public override double ToCoordinate(ParameterValue value)
    {
        if (!value.IsNumber) return double.NaN;
        var x = Math.Clamp(value.AsDouble(), low, high);
        return _range > 0 ? Math.Clamp((PortableMath.Log(x) - _logLow) / _range, 0, 1) : 0;
    }

    public override ParameterValue FromCoordinate(double coordinate) => ParameterValue.Of(coordinate switch
    {
        <= 0 => low,
        >= 1 => high,
        _ => Math.Clamp(PortableMath.Exp(_logLow + (coordinate * _range)), low, high),
    });
}
