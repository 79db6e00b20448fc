namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The expected improvement of one objective on a best value.</summary>
/// <remarks>Jones, Schonlau and Welch 1998; its logarithm without underflow as in Ament et
/// al. 2023 (arXiv 2310.20708, section 4.1), with Mills's ratio in place of erfcx.</remarks>
internal sealed class ExpectedImprovement(double best) : IImprovement
{
    // Beyond it 1 − z √(2π) Mills(z) has lost its digits; its series has not.
    private const double Far = 1e4;

    public double Log(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, Span<double> meanSlopes, Span<double> deviationSlopes)
    {
        var z = (best - means[0]) / deviations[0];
        var (log, slope) = LogUnit(z);
        meanSlopes[0] = -slope / deviations[0];
        deviationSlopes[0] = (1 - (z * slope)) / deviations[0];
        return log + PortableMath.Log(deviations[0]);
    }

    public IImprovement With(double[] values) => values[0] < best ? new ExpectedImprovement(values[0]) : this;

    /// <summary>log h(z) of h(z) = φ(z) + z Φ(z), and its derivative Φ/h.</summary>
    public static (double Log, double Slope) LogUnit(double z)
    {
        if (z > -1)
        {
            var density = PortableMath.Exp((-0.5 * z * z) - NormalDistribution.LogSqrtTwoPi);
            var mass = NormalDistribution.Cdf(z);
            var h = density + (z * mass);
            return (PortableMath.Log(h), mass / h);
        }

        var y = -z;
        var ratio = NormalDistribution.SqrtTwoPi * NormalDistribution.MillsFactor(y);
        var y2 = y * y;
        var rest = y < Far ? 1 - (y * ratio) : (1 - (3 / y2)) / y2;
        return ((-0.5 * y2) - NormalDistribution.LogSqrtTwoPi + PortableMath.Log(rest), ratio / rest);
    }
}
