namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The probability that one constraint is kept: that its process stays at or below a limit.</summary>
/// <param name="Process">The constraint's process, on its own scale.</param>
/// <param name="Limit">The limit on that scale.</param>
internal sealed record Feasibility(GaussianProcess Process, double Limit)
{
    // How much more steeply the logarithm falls below the least probability.
    private const double Steepness = 20;

    /// <summary>The probability below which points are avoided: there its
    /// logarithm falls many times as steeply; 0, the default: none.</summary>
    public double LeastProbability { get; init; }

    /// <summary>The logarithm of the probability, and its derivatives by mean and deviation.</summary>
    public (double Log, double MeanSlope, double DeviationSlope) Log(double mean, double deviation)
    {
        var z = (Limit - mean) / deviation;
        var log = NormalDistribution.LogCdf(z);
        // φ/Φ, by Mills's ratio where both are tiny.
        var slope = z < -1
            ? 1 / (NormalDistribution.SqrtTwoPi * NormalDistribution.MillsFactor(-z))
            : PortableMath.Exp((-0.5 * z * z) - NormalDistribution.LogSqrtTwoPi - log);
        if (LeastProbability > 0 && PortableMath.Log(LeastProbability) is var least && log < least)
        {
            log += Steepness * (log - least);
            slope *= 1 + Steepness;
        }

        return (log, -slope / deviation, -slope * z / deviation);
    }
}
