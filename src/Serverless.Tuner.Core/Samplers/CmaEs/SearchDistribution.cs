namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>What CMA-ES knows between two generations. An update writes over its mean, its paths and its shape: a replay of thousands of
/// generations makes no garbage. Who wants to keep one copies it.</summary>
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

    /// <summary>What the best losses of the last generations all but equal.</summary>
    public double FlatLoss { get; init; } = double.NaN;

    /// <summary>How many generations these are.</summary>
    public int FlatGenerations { get; init; }

    /// <summary>The standard deviation along a coordinate.</summary>
    public double Deviation(int dimension) => Sigma * Stretch[dimension] * Math.Sqrt(Shape.Variance(dimension));

    /// <summary>One that no update of this one changes.</summary>
    public SearchDistribution Copy() => this with
    {
        Mean = [.. Mean],
        SigmaPath = [.. SigmaPath],
        ShapePath = [.. ShapePath],
        Shape = Shape.Copy(),
    };

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
