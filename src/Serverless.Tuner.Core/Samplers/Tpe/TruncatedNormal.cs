using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Normal distributions with a centre in [0, 1], truncated to [0, 1].</summary>
internal static class TruncatedNormal
{
    /// <summary>The mass that lies in [0, 1] before truncation.</summary>
    public static double Mass(double centre, double deviation) => NormalDistribution.Mass(-centre / deviation, (1 - centre) / deviation);

    /// <summary>Draws by inversion.</summary>
    public static double Draw(double centre, double deviation, TrialRandom random)
    {
        var below = NormalDistribution.Cdf(-centre / deviation);
        var upTo = NormalDistribution.Cdf((1 - centre) / deviation);
        var z = NormalDistribution.Quantile(below + (random.NextDouble() * (upTo - below)));
        return Math.Clamp(centre + (deviation * z), 0, 1);
    }
}
