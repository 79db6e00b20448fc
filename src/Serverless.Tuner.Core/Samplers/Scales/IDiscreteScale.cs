namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A numeric scale whose values are points: each stands for the cell of coordinates around it.</summary>
internal interface IDiscreteScale
{
    /// <summary>The ends of the cell that holds <paramref name="coordinate"/>; the cells tile [0, 1].</summary>
    (double Lower, double Upper) CellOf(double coordinate);
}
