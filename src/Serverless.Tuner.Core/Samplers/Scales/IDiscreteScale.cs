namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A numeric scale whose values are points: each stands for the cell of coordinates around it.</summary>
internal interface IDiscreteScale
{
    /// <summary>How many values there are, 1 or more.</summary>
    long Points { get; }

    /// <summary>Which of the values <paramref name="coordinate"/> stands for, 0 to <see cref="Points"/> − 1.</summary>
    long IndexAt(double coordinate);

    /// <summary>The coordinate of a value: the middle of its cell.</summary>
    double CentreOf(long index);

    /// <summary>The ends of the cell that holds <paramref name="coordinate"/>; the cells tile [0, 1].</summary>
    (double Lower, double Upper) CellOf(double coordinate);
}
