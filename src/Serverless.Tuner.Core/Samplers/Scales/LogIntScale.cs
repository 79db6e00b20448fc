namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A positive integer on a logarithmic scale: k stands for the cell from log(k − ½) to log(k + ½).</summary>
internal sealed class LogIntScale(long low, long high) : ParameterScale, IDiscreteScale
{
    private readonly double _logLow = PortableMath.Log(low - 0.5);
    private readonly double _range = PortableMath.Log(high + 0.5) - PortableMath.Log(low - 0.5);

    /// <summary>The least and the greatest integer.</summary>
    public (long Low, long High) Limits => (low, high);

    public override bool IsConstant => low == high;

    public long Points { get; } = high - low + 1;

    public long IndexAt(double coordinate) => IntegerAt(coordinate) - low;

    public double CentreOf(long index) => Centre(low + index);

    public override double ToCoordinate(ParameterValue value) =>
        value.IsNumber ? Centre((long)Math.Clamp(Math.Round(value.AsDouble()), low, high)) : double.NaN;

    public override ParameterValue FromCoordinate(double coordinate) => ParameterValue.Of(IntegerAt(coordinate));

    public override double Snap(double coordinate) => Centre(IntegerAt(coordinate));

    public (double Lower, double Upper) CellOf(double coordinate)
    {
        var k = IntegerAt(coordinate);
        return (Edge(k), Edge(k + 1));
    }

    private long IntegerAt(double coordinate) =>
        (long)Math.Clamp(Math.Floor(PortableMath.Exp(_logLow + (coordinate * _range)) + 0.5), low, high);

    private double Centre(long k) => 0.5 * (Edge(k) + Edge(k + 1));

    /// <summary>The lower end of the cell of <paramref name="k"/>.</summary>
    private double Edge(long k)
    {
        if (k <= low) return 0;
        return k > high ? 1 : (PortableMath.Log(k - 0.5) - _logLow) / _range;
    }
}
