using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Normal distributions with a centre in [0, 1], truncated to [0, 1].</summary>
internal static class TruncatedNormal
{
    // From here on a tail holds less than the rounding error of 1.
    private const double Far = 8.3;

    /// <summary>The mass that lies in [0, 1] before truncation.</summary>
    public static double Mass(double centre, double deviation) => NormalDistribution.Mass(-centre / deviation, (1 - centre) / deviation);

    /// <summary>The mass that lies in [0, 1] before truncation, within 2e-7; 1 where both ends are far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Mass(Vector256<double> centre, Vector256<double> deviation)
    {
        var below = centre / deviation;
        var above = (Vector256<double>.One - centre) / deviation;
        var far = Vector256.Create(Far);
        return Vector256.GreaterThanAll(below, far) && Vector256.GreaterThanAll(above, far)
            ? Vector256<double>.One
            : Vector256<double>.One - Tail(below) - Tail(above);
    }

    public static double Draw(double centre, double deviation, TrialRandom random)
    {
        var below = centre > Far * deviation ? 0 : NormalDistribution.Cdf(-centre / deviation);
        var upTo = 1 - centre > Far * deviation ? 1 : NormalDistribution.Cdf((1 - centre) / deviation);
        // Not 0, whose quantile is infinite.
        var share = below + (Math.Max(random.NextDouble(), double.Epsilon) * (upTo - below));
        return Math.Clamp(centre + (deviation * NormalDistribution.Quantile(share)), 0, 1);
    }

    /// <summary>1 − Φ(t) for t ≥ 0, within 7.5e-8.</summary>
    /// <remarks>Hastings' approximation: Abramowitz and Stegun 1964, formula 26.2.17.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Tail(Vector256<double> t)
    {
        // Where the exponential is nothing, its exact argument does not matter; VectorMath is fastest within ±700.
        t = Vector256.Min(t, Vector256.Create(36.0));
        var k = Vector256<double>.One / (Vector256<double>.One + (t * 0.2316419));
        var sum = k * (Vector256.Create(0.319381530) + (k * (Vector256.Create(-0.356563782)
            + (k * (Vector256.Create(1.781477937) + (k * (Vector256.Create(-1.821255978) + (k * 1.330274429))))))));
        return VectorMath.Exp(t * t * -0.5) * sum * 0.39894228040143267794;
    }
}
