namespace Serverless.Tuner.Core.Samplers;

/// <summary>The generator of one trial: xoshiro256++ (Blackman and Vigna
/// 2021), seeded through SplitMix64 (Steele, Lea and Flood 2014).</summary>
/// <remarks>Each pair of study seed and trial number has a stream of its own, so
/// that a trial's draws do not depend on which trials drew before it.</remarks>
public sealed class TrialRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The generator of trial <paramref name="trialNumber"/> in a
    /// study seeded with <paramref name="studySeed"/>; any values.</summary>
    public TrialRandom(long studySeed, int trialNumber)
    {
        var state = unchecked((ulong)studySeed);
        // Mixed before the number comes in: neighbouring seeds and numbers must not give overlapping streams.
        state = SplitMix(ref state) ^ (unchecked((uint)trialNumber) * 0xD1342543DE82EF95UL);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = ulong.RotateLeft(_s0 + _s3, 23) + _s0;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform multiple of 2⁻⁵³ in [0, 1).</summary>
    public double NextDouble() => BitMix.ToUnit(NextBits());

    /// <summary>A uniform number in [0, 1], both ends included.</summary>
    public double NextClosedDouble() => (NextBits() >> 11) / (double)((1L << 53) - 1);

    /// <summary>A uniform integer in [0, <paramref name="count"/>), without bias (Lemire 2019).</summary>
    /// <param name="count">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public long NextInt(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var n = (ulong)count;
        var high = Math.BigMul(NextBits(), n, out var low);
        if (low < n)
        {
            var rejected = unchecked(0 - n) % n;
            while (low < rejected) high = Math.BigMul(NextBits(), n, out low);
        }

        return (long)high;
    }

    /// <summary>A standard normal number, by inversion; one draw of bits for each.</summary>
    public double NextGaussian() => NormalDistribution.Quantile(((NextBits() >> 12) + 0.5) * (1.0 / (1L << 52)));

    private static ulong SplitMix(ref ulong state)
    {
        var bits = BitMix.Hash(state);
        state += BitMix.GoldenGamma;
        return bits;
    }
}
