using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A number on the grid low + k·step, each point a cell of the same width.</summary>
internal abstract class GridScale(long points) : ParameterScale, IDiscreteScale
{
    /// <summary>How many points the grid has, 1 or more.</summary>
    public long Points { get; } = points;

    public override bool IsConstant => Points == 1;

    public override double ToCoordinate(ParameterValue value) => value.IsNumber ? CentreOf(IndexOf(value)) : double.NaN;

    public override ParameterValue FromCoordinate(double coordinate) => ValueAt(CellIndex(coordinate));

    public override double Snap(double coordinate) => CentreOf(CellIndex(coordinate));

    public (double Lower, double Upper) CellOf(double coordinate)
    {
        var k = CellIndex(coordinate);
        return (k / (double)Points, (k + 1) / (double)Points);
    }

    public override ParameterValue Draw(TrialRandom random) => ValueAt(random.NextInt(Points));

    /// <summary>The value of point <paramref name="k"/>, from 0.</summary>
    protected abstract ParameterValue ValueAt(long k);

    /// <summary>The point nearest to a number.</summary>
    protected abstract long IndexOf(ParameterValue value);

    private long CellIndex(double coordinate) => Math.Clamp((long)Math.Floor(coordinate * Points), 0, Points - 1);

    private double CentreOf(long k) => (k + 0.5) / Points;
}
