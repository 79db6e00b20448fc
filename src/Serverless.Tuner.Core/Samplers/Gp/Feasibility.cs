using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The probability that one constraint is kept: that its process stays at or below a limit.</summary>
/// <param name="Process">The constraint's process, on its own scale.</param>
/// <param name="Limit">The limit on that scale.</param>
/// <param name="Noise">What is added to the process's deviation: the noise where the single outcome counts rather than what is behind it.</param>
internal sealed record Feasibility(GaussianProcess Process, double Limit, double Noise)
{
    /// <summary>The logarithm of the probability, and its derivatives by mean and deviation.</summary>
    public (double Log, double MeanSlope, double DeviationSlope) Log(double mean, double deviation)
    {
        var total = Math.Sqrt((deviation * deviation) + (Noise * Noise));
        var z = (Limit - mean) / total;
        var log = NormalDistribution.LogCdf(z);
        // φ/Φ, by Mills's ratio where both are tiny.
        var slope = z < -1
            ? 1 / (2.5066282746310005 * NormalDistribution.MillsFactor(-z))
            : PortableMath.Exp((-0.5 * z * z) - NormalDistribution.LogSqrtTwoPi - log);
        return (log, -slope / total, -slope * z / total * (deviation / total));
    }
}
