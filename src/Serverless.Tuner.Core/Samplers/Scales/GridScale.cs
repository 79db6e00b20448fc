namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A number on the grid low + k·step, each point a cell of the same width.</summary>
internal abstract class GridScale(long points) : ParameterScale, IDiscreteScale
{
    public long Points { get; } = points;

    public override bool IsConstant => Points == 1;

    public override double ToCoordinate(ParameterValue value) => value.IsNumber ? CentreOf(IndexOf(value)) : double.NaN;

    public override ParameterValue FromCoordinate(double coordinate) => ValueAt(IndexAt(coordinate));

    public override double Snap(double coordinate) => CentreOf(IndexAt(coordinate));

    public (double Lower, double Upper) CellOf(double coordinate)
    {
        var k = IndexAt(coordinate);
        return (k / (double)Points, (k + 1) / (double)Points);
    }

    public override ParameterValue Draw(TrialRandom random) => ValueAt(random.NextInt(Points));

    public long IndexAt(double coordinate) => Math.Clamp((long)Math.Floor(coordinate * Points), 0, Points - 1);

    public double CentreOf(long index) => (index + 0.5) / Points;

    /// <summary>The value of point <paramref name="k"/>, from 0.</summary>
    protected abstract ParameterValue ValueAt(long k);

    /// <summary>The point nearest to a number.</summary>
    protected abstract long IndexOf(ParameterValue value);
}
