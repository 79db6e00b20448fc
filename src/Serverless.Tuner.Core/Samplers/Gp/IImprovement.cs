namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>How much a point is expected to improve on what is known, from what its objectives are expected to be.</summary>
internal interface IImprovement
{
    /// <param name="means">The mean of each objective; less is better.</param>
    /// <param name="deviations">The standard deviation of each.</param>
    /// <param name="meanSlopes">Receives the derivative by each mean.</param>
    /// <param name="deviationSlopes">Receives the derivative by each standard deviation.</param>
    double Log(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, Span<double> meanSlopes, Span<double> deviationSlopes);

    /// <summary>The same once a point of these values is known too.</summary>
    IImprovement With(double[] values);
}
