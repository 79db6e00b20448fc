namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>What CMA-ES knows between two generations. Never changed: an update makes a new one.</summary>
internal sealed record SearchDistribution
{
    /// <summary>The mean of the numeric coordinates.</summary>
    public required double[] Mean { get; init; }

    public required double Sigma { get; init; }

    public required Covariance Shape { get; init; }

    /// <summary>By how much each coordinate is stretched so that a discrete
    /// parameter can still leave its cell; see <see cref="Margin"/>.</summary>
    public required double[] Stretch { get; init; }

    /// <summary>The path of the step size.</summary>
    public required double[] SigmaPath { get; init; }

    /// <summary>The path of the covariance.</summary>
    public required double[] ShapePath { get; init; }

    /// <summary>For each categorical parameter the probability of each choice.</summary>
    public required double[][] Choices { get; init; }

    /// <summary>How many generations it has seen since the last restart.</summary>
    public int Generation { get; init; }

    /// <summary>The best loss of each of the last generations, the newest last.</summary>
    public double[] BestLosses { get; init; } = [];

    /// <summary>The standard deviation along a coordinate.</summary>
    public double Deviation(int dimension) => Sigma * Stretch[dimension] * Math.Sqrt(Shape.Variance(dimension));

    /// <summary>A distribution that has seen nothing.</summary>
    public static SearchDistribution At(double[] mean, double sigma, Covariance shape, double[][] choices) => new()
    {
        Mean = mean,
        Sigma = sigma,
        Shape = shape,
        Stretch = [.. Enumerable.Repeat(1.0, mean.Length)],
        SigmaPath = new double[mean.Length],
        ShapePath = new double[mean.Length],
        Choices = choices,
    };
}
