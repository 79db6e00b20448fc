namespace Serverless.Tuner.Core.Numerics;

/// <summary>
/// Elementary functions made of IEEE 754 additions, multiplications, divisions, square roots and bit operations only,
/// in a fixed order: the same argument gives the same bits on any machine.
/// </summary>
/// <remarks>
/// <see cref="Math.Exp"/> and <see cref="Math.Log(double)"/> call the platform's C library, whose last bits differ between
/// systems; a different last bit may choose another candidate, and with it another study. Nothing here fuses
/// a multiplication with an addition, for the same reason.
/// </remarks>
internal static class PortableMath
{
    public const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the high one has 21 trailing zero bits, so that its product with an exponent is exact.
    public const double Ln2High = 6.93147180369123816490e-01;
    public const double Ln2Low = 1.90821492927058770002e-10;

    public const double Sqrt2 = 1.4142135623730951;
    public const double LeastNormal = 2.2250738585072014e-308;

    private const double ExpOverflow = 709.782712893384;
    private const double ExpUnderflow = -745.1332191019412;
    private const double TwoTo54 = 18014398509481984.0;

    /// <summary>e to the power of <paramref name="x"/>, within 1 ulp (2 for subnormal results).</summary>
    /// <returns>0 below about −745.13, infinity above about 709.78, NaN for NaN.</returns>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > ExpOverflow) return double.PositiveInfinity;
        if (x < ExpUnderflow) return 0;

        // x = k ln 2 + r with |r| ≤ ln 2 / 2; e^r by its Taylor series to r¹³ (remainder below 4e-18).
        var k = Math.Floor((x * Log2E) + 0.5);
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var rest = high - r - low;
        var r2 = r * r;
        var r4 = r2 * r2;
        var a = (1.0 / 2) + (r * (1.0 / 6));
        var b = (1.0 / 24) + (r * (1.0 / 120));
        var c = (1.0 / 720) + (r * (1.0 / 5040));
        var d = (1.0 / 40320) + (r * (1.0 / 362880));
        var e = (1.0 / 3628800) + (r * (1.0 / 39916800));
        var f = (1.0 / 479001600) + (r * (1.0 / 6227020800));
        var tail = a + (r2 * b) + (r4 * (c + (r2 * d) + (r4 * (e + (r2 * f)))));
        return Scale(1 + (r + ((r2 * tail) + rest)), (int)k);
    }

    /// <summary>The natural logarithm of <paramref name="x"/>, within 1 ulp.</summary>
    /// <returns>Negative infinity for 0, NaN for negative numbers and NaN.</returns>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x)) return x;
        if (x <= 0) return x == 0 ? double.NegativeInfinity : double.NaN;

        var k = 0;
        if (x < LeastNormal)
        {
            x *= TwoTo54;
            k = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > Sqrt2)
        {
            m *= 0.5;
            k++;
        }

        // log(1 + f) = f − f²/2 + s (f²/2 + R) with s = f / (2 + f) and R the rest of 2 artanh(s)/s.
        var f = m - 1;
        if (f == 0) return k == 0 ? 0 : (k * Ln2High) + (k * Ln2Low);
        var s = f / (2 + f);
        var z = s * s;
        var z2 = z * z;
        var z4 = z2 * z2;
        var a = (2.0 / 3) + (z * (2.0 / 5));
        var b = (2.0 / 7) + (z * (2.0 / 9));
        var c = (2.0 / 11) + (z * (2.0 / 13));
        var d = (2.0 / 15) + (z * (2.0 / 17));
        var e = (2.0 / 19) + (z * (2.0 / 21)) + (z2 * (2.0 / 23));
        var rest = z * (a + (z2 * b) + (z4 * (c + (z2 * d) + (z4 * e))));
        var half = 0.5 * f * f;
        return k == 0
            ? f - (half - (s * (half + rest)))
            : (k * Ln2High) - (half - ((s * (half + rest)) + (k * Ln2Low)) - f);
    }

    /// <summary>log(1 + <paramref name="x"/>), accurate for small x too; x &gt; −1.</summary>
    public static double Log1P(double x)
    {
        // Kahan: the rounding error of 1 + x cancels between log(y) and y − 1.
        var y = 1 + x;
        return y == 1 ? x : Log(y) * (x / (y - 1));
    }

    /// <summary>2 to the power of <paramref name="k"/> times <paramref name="x"/>, rounded once; |k| ≤ 1,100.</summary>
    private static double Scale(double x, int k)
    {
        if (k > 1023) return x * PowerOfTwo(1023) * PowerOfTwo(k - 1023);
        if (k < -1022) return x * PowerOfTwo(k + 54) * (1 / TwoTo54);
        return x * PowerOfTwo(k);
    }

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}
