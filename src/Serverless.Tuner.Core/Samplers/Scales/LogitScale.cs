namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A probability between 0 and 1, both excluded, on the scale of log(x / (1 − x)).</summary>
internal sealed class LogitScale(double low, double high) : ParameterScale
{
    private readonly double _lowest = Logit(low);
    private readonly double _range = Logit(high) - Logit(low);

    public override bool IsConstant => low == high;

    /// <summary>The logarithm of the odds of a probability.</summary>
    public static double Logit(double x) => PortableMath.Log(x) - PortableMath.Log(1 - x);

    public override double ToCoordinate(ParameterValue value)
    {
        if (!value.IsNumber) return double.NaN;
        var x = Math.Clamp(value.AsDouble(), low, high);
        return _range > 0 ? Math.Clamp((Logit(x) - _lowest) / _range, 0, 1) : 0;
    }

    public override ParameterValue FromCoordinate(double coordinate) => ParameterValue.Of(coordinate switch
    {
        <= 0 => low,
        >= 1 => high,
        _ => Math.Clamp(Probability(_lowest + (coordinate * _range)), low, high),
    });

    // The exponential of what is not positive never overflows.
    private static double Probability(double logit) => logit >= 0
        ? 1 / (1 + PortableMath.Exp(-logit))
        : PortableMath.Exp(logit) / (1 + PortableMath.Exp(logit));
}
