namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The prior of a Gaussian process, for values of mean 0 and variance
/// 1 on the unit cube: weak, but enough for a handful of trials.</summary>
/// <param name="LogLength">The centre of each length scale's logarithm.</param>
/// <param name="LogLengthDeviation">Its standard deviation.</param>
/// <param name="LogNoise">The centre of the logarithm of the noise's share, that is its variance over the signal's.</param>
/// <param name="LogNoiseDeviation">Its standard deviation; 0: the share is fixed at the centre.</param>
internal sealed record GpPrior(double LogLength, double LogLengthDeviation, double LogNoise, double LogNoiseDeviation)
{
    /// <summary>The least share of noise, which keeps the kernel matrix of nearly equal points invertible.</summary>
    public const double LogLeastNoise = -18.420680743952367;

    /// <summary>The largest share of noise.</summary>
    public const double LogMostNoise = 2.302585092994046;

    /// <summary>The bounds of a length scale's logarithm: 0.01 and 100.</summary>
    public const double MostLogLength = 4.605170185988092;

    /// <summary>How many observations of the signal's variance the prior is worth.</summary>
    public const double VarianceWeight = 2;

    /// <summary>The prior variance of the mean, as a share of the signal's.</summary>
    public const double MeanVariance = 1;

    /// <summary>The prior for a space of some dimensions: length scales grow with √d, as distances in the cube do
    /// (Hvarfner et al. 2024, Vanilla Bayesian optimization performs great in high dimensions, section 4).</summary>
    public static GpPrior For(int dimensions, bool isNoiseless) => new(
        -1.3 + (0.5 * Numerics.PortableMath.Log(Math.Max(1, dimensions))),
        1.2,
        isNoiseless ? LogLeastNoise : -10,
        isNoiseless ? 0 : 4);
}
