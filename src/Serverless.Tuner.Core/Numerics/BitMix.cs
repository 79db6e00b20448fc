namespace Serverless.Tuner.Core.Numerics;

/// <summary>Hashes of integers, the finaliser of SplitMix64 (Steele, Lea and Flood 2014): keys of independent streams.</summary>
internal static class BitMix
{
    /// <summary>2⁶⁴ divided by the golden ratio: successive multiples are spread evenly.</summary>
    public const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private const double TwoToMinus53 = 1.0 / (1L << 53);

    /// <summary>64 bits that look random, a bijection of <paramref name="x"/>.</summary>
    public static ulong Hash(ulong x)
    {
        x += GoldenGamma;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    /// <summary>A key made of two; the order matters.</summary>
    public static ulong Hash(ulong a, ulong b) => Hash(Hash(a) ^ b);

    /// <summary>The uniform multiple of 2⁻⁵³ in [0, 1) that the upper bits stand for.</summary>
    public static double ToUnit(ulong bits) => (bits >> 11) * TwoToMinus53;
}
