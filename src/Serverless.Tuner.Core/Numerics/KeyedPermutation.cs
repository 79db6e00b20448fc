using System.Numerics;

namespace Serverless.Tuner.Core.Numerics;

/// <summary>A permutation of 0 … count − 1 chosen by a key, computed point by point: nothing is stored, however large the count.</summary>
/// <remarks>
/// A balanced Feistel network over the next even number of bits, walked along its cycle until it is back within the count
/// (Black and Rogaway 2002, Ciphers with arbitrary finite domains, section 4): fewer than four rounds of the network on average.
/// </remarks>
internal readonly struct KeyedPermutation
{
    private const int Rounds = 6;

    private readonly ulong _count;
    private readonly ulong _key;
    private readonly int _halfBits;
    private readonly ulong _halfMask;

    /// <summary>The permutation of 0 … <paramref name="count"/> − 1 that belongs to <paramref name="key"/>.</summary>
    /// <param name="count">1 to 2⁶².</param>
    /// <param name="key">Any bits.</param>
    public KeyedPermutation(long count, ulong key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1L << 62);
        _count = (ulong)count;
        _key = key;
        var bits = Math.Max(2, 64 - BitOperations.LeadingZeroCount(_count - 1));
        _halfBits = (bits + 1) / 2;
        _halfMask = (1UL << _halfBits) - 1;
    }

    /// <summary>Where <paramref name="index"/> goes.</summary>
    /// <param name="index">0 to count − 1.</param>
    public long this[long index]
    {
        get
        {
            var x = (ulong)index;
            do x = Encrypt(x);
            while (x >= _count);
            return (long)x;
        }
    }

    private ulong Encrypt(ulong x)
    {
        var (left, right) = (x >> _halfBits, x & _halfMask);
        for (var round = 0UL; round < Rounds; round++)
            (left, right) = (right, left ^ (BitMix.Hash(_key + round, right) & _halfMask));
        return (left << _halfBits) | right;
    }
}
