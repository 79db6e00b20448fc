namespace Serverless.Tuner.Core.Numerics;

/// <summary>The standard normal distribution, computed with <see cref="PortableMath"/>
/// only (MathNet's calls the platform's <c>exp</c> and <c>log</c>).</summary>
internal static class NormalDistribution
{
    /// <summary>log √(2π).</summary>
    public const double LogSqrtTwoPi = 0.91893853320467274178;

    /// <summary>√(2π).</summary>
    public const double SqrtTwoPi = 2.5066282746310005;

    // Where Cody's central approximation ends: about Φ⁻¹(¾).
    private const double CentralBound = 0.67448975;

    private const double OneOverSqrtTwoPi = 0.39894228040143267794;

    /// <summary>Φ(<paramref name="x"/>), relative error below 1e-14, also in the lower tail.</summary>
    /// <remarks>W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969), 631–637.</remarks>
    /// <returns>A probability in [0, 1]; 0 below about −38.5.</returns>
    public static double Cdf(double x)
    {
        var y = Math.Abs(x);
        if (y <= CentralBound) return 0.5 + Central(x);
        var tail = GaussianFactor(y) * MillsFactor(y);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>log Φ(<paramref name="x"/>), for any x: it does not underflow before −1e154.</summary>
    public static double LogCdf(double x)
    {
        if (x < -CentralBound) return (-0.5 * x * x) + PortableMath.Log(MillsFactor(-x));
        return x > CentralBound ? PortableMath.Log1P(-Cdf(-x)) : PortableMath.Log(0.5 + Central(x));
    }

    /// <summary>Φ(<paramref name="upper"/>) − Φ(<paramref name="lower"/>) without cancellation in either tail; lower ≤ upper.</summary>
    public static double Mass(double lower, double upper) => lower > 0
        ? Cdf(-lower) - Cdf(-upper)
        : Cdf(upper) - Cdf(lower);

    /// <summary>The x with Φ(x) = <paramref name="p"/>, relative error about 1e-15.</summary>
    /// <remarks>M. J. Wichura, Algorithm AS 241: the percentage points of the
    /// normal distribution (PPND16), Appl. Statist. 37 (1988), 477–484.</remarks>
    /// <returns>∓infinity for 0 and 1, NaN outside [0, 1].</returns>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1)) return double.NaN;
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425) return CentralQuantile(q);
        return q < 0 ? TailQuantile(PortableMath.Log(p)) : -TailQuantile(PortableMath.Log(1 - p));
    }

    /// <summary>The x with log Φ(x) = <paramref name="logP"/>, for probabilities far too small for a double as well; logP ≤ 0.</summary>
    public static double QuantileOfLog(double logP) => logP > -2.5
        ? Quantile(PortableMath.Exp(logP))
        : TailQuantile(logP);

    /// <summary>Φ(x) − ½ for |x| ≤ 0.67448975.</summary>
    private static double Central(double x)
    {
        var z = x * x;
        var numerator = (
            ((((((0.065682337918207449113 * z) + 2.2352520354606839287) * z) + 161.02823106855587881) * z) + 1067.6894854603709582) * z)
                + 18154.981253343561249;
        var denominator = ((((((z + 47.20258190468824187) * z) + 976.09855173777669322) * z) + 10260.932208618978205) * z)
            + 45507.789335026729956;
        return x * numerator / denominator;
    }

    /// <summary>exp(−y²/2), with the square split so that its rounding error does not grow with y.</summary>
    private static double GaussianFactor(double y)
    {
        if (y > 40) return 0;
        var coarse = Math.Floor(y * 16) / 16;
        var fine = (y - coarse) * (y + coarse);
        return PortableMath.Exp(-0.5 * coarse * coarse) * PortableMath.Exp(-0.5 * fine);
    }

    /// <summary>Φ(−<paramref name="y"/>) exp(y²/2), Mills's ratio over √(2π), without underflow; y &gt; 0.67448975.</summary>
    public static double MillsFactor(double y)
    {
        if (y <= 5.656854249492380)
        {
            var numerator = (
                ((((
                    ((((
                        ((((((1.0765576773720192317e-8 * y) + 0.39894151208813466764) * y) + 8.8831497943883759412) * y)
                            + 93.506656132177855979) * y)
                + 597.27027639480026226) * y) + 2494.5375852903726711) * y) + 6848.1904505362823326) * y) + 11602.651437647350124) * y)
                    + 9842.7148383839780218;
            var denominator = ((((((((((((((y + 22.266688044328115691) * y) + 235.38790178262499861) * y) + 1519.377599407554805) * y)
                + 6485.558298266760755) * y) + 18615.571640885098091) * y) + 34900.952721145977266) * y) + 38912.003286093271411) * y)
                    + 19685.429676859990727;
            return numerator / denominator;
        }

        var z = 1 / (y * y);
        var p = (
            ((((((((0.02307344176494017303 * z) + 0.21589853405795699) * z) + 0.1274011611602473639) * z) + 0.022235277870649807) * z)
                + 0.001421619193227893466) * z) + 2.9112874951168792e-5;
        var q = (
            (((((((z + 1.28426009614491121) * z) + 0.468238212480865118) * z) + 0.0659881378689285515) * z) + 0.00378239633202758244) * z)
                + 7.29751555083966205e-5;
        return (OneOverSqrtTwoPi - (z * p / q)) / y;
    }

    private static double CentralQuantile(double q)
    {
        var r = 0.180625 - (q * q);
        var numerator = (
            ((((
                ((((((((2.5090809287301226727e+3 * r) + 3.3430575583588128105e+4) * r) + 6.7265770927008700853e+4) * r)
                    + 4.5921953931549871457e+4) * r)
            + 1.3731693765509461125e+4) * r) + 1.9715909503065514427e+3) * r) + 1.3314166789178437745e+2) * r) + 3.3871328727963666080e+0;
        var denominator = (
            ((((
                ((((((((5.2264952788528545610e+3 * r) + 2.8729085735721942674e+4) * r) + 3.9307895800092710610e+4) * r)
                    + 2.1213794301586595867e+4) * r)
            + 5.3941960214247511077e+3) * r) + 6.8718700749205790830e+2) * r) + 4.2313330701600911252e+1) * r) + 1.0;
        return q * numerator / denominator;
    }

    /// <summary>The negative quantile of a probability of at most 0.082 given by its logarithm.</summary>
    private static double TailQuantile(double logP)
    {
        if (double.IsNegativeInfinity(logP)) return double.NegativeInfinity;
        var r = Math.Sqrt(-logP);
        if (r <= 5)
        {
            r -= 1.6;
            var numerator = (
                ((((
                    ((((((((7.74545014278341407640e-4 * r) + 2.27238449892691845833e-2) * r) + 2.41780725177450611770e-1) * r)
                        + 1.27045825245236838258e+0) * r)
                + 3.64784832476320460504e+0) * r) + 5.76949722146069140550e+0) * r) + 4.63033784615654529590e+0) * r)
                    + 1.42343711074968357734e+0;
            var denominator = (
                ((((
                    ((((((((1.05075007164441684324e-9 * r) + 5.47593808499534494600e-4) * r) + 1.51986665636164571966e-2) * r)
                        + 1.48103976427480074590e-1) * r)
                + 6.89767334985100004550e-1) * r) + 1.67638483018380384940e+0) * r) + 2.05319162663775882187e+0) * r) + 1.0;
            return -numerator / denominator;
        }

        if (r <= 27)
        {
            r -= 5;
            var numerator = (
                ((((
                    ((((((((2.01033439929228813265e-7 * r) + 2.71155556874348757815e-5) * r) + 1.24266094738807843860e-3) * r)
                        + 2.65321895265761230930e-2) * r)
                + 2.96560571828504891230e-1) * r) + 1.78482653991729133580e+0) * r) + 5.46378491116411436990e+0) * r)
                    + 6.65790464350110377720e+0;
            var denominator = (
                ((((
                    ((((((((2.04426310338993978564e-15 * r) + 1.42151175831644588870e-7) * r) + 1.84631831751005468180e-5) * r)
                        + 7.86869131145613259100e-4) * r)
                + 1.48753612908506148525e-2) * r) + 1.36929880922735805310e-1) * r) + 5.99832206555887937690e-1) * r) + 1.0;
            return -numerator / denominator;
        }

        // Newton on log Φ, whose derivative there is φ/Φ = 1 / (√(2π) MillsFactor).
        var x = Math.Sqrt(-2 * logP);
        for (var i = 0; i < 4; i++)
        {
            var factor = MillsFactor(x);
            x += ((-0.5 * x * x) + PortableMath.Log(factor) - logP) * (factor / OneOverSqrtTwoPi);
        }

        return -x;
    }
}
