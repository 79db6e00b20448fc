using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>A Sobol sequence, Owen-scrambled by a seed; any coordinate of any point is computed directly.</summary>
/// <remarks>
/// <para>
/// Direction numbers: <see cref="JoeKuoNumbers"/>. Scrambling: nested uniform by a hash (Laine and Karras 2011, Stratified
/// sampling for stochastic transparency, section 3.1; Burley 2020, Practical hash-based Owen scrambling, JCGT 9 (4), sections 2 and 3),
/// so that each aligned block of 2ᵏ points still has one in each of the 2ᵏ cells of a dimension, and every point is uniform.
/// </para>
/// <para>
/// Beyond the dimensions of the table the same ones come again with the points in another order, itself a nested
/// uniform shuffle (Burley 2020, section 4): one dimension alone is as even as any, two of different rounds are paired at random.
/// </para>
/// </remarks>
internal sealed class SobolSequence
{
    private const int Bits = 32;
    private const double TwoToMinus32 = 1.0 / (1L << 32);

    // Row after row of 32: [32 d + b] is what bit b of the index changes.
    private static readonly uint[] Directions = MakeDirections();

    private readonly ulong _seed;
    private readonly bool _isScrambled;

    /// <param name="seed">Any number; without scrambling it matters only beyond the dimensions of the table.</param>
    /// <param name="scramble">Whether the digits are scrambled; else the first point is the origin.</param>
    public SobolSequence(long seed, bool scramble = true)
    {
        _seed = BitMix.Hash(unchecked((ulong)seed), 0x50B01);
        _isScrambled = scramble;
    }

    /// <summary>How many dimensions have direction numbers of their own.</summary>
    public static int TableDimensions => JoeKuoNumbers.Polynomials.Length + 1;

    /// <summary>One coordinate of a point, in [0, 1).</summary>
    /// <param name="index">The point, 0 to 2³² − 1.</param>
    /// <param name="dimension">0 or more.</param>
    public double Value(long index, int dimension)
    {
        var (round, column) = Math.DivRem(dimension, TableDimensions);
        var i = unchecked((uint)index);
        if (round > 0) i = Shuffled(i, round);
        return Finish(Raw(i, column), ScramblingOf(dimension));
    }

    /// <summary>The unscrambled coordinate as a fraction of 2³².</summary>
    private static uint Raw(uint index, int column)
    {
        var x = 0u;
        for (var row = column * Bits; index != 0; index &= index - 1)
            x ^= Directions[row + BitOperations.TrailingZeroCount(index)];
        return x;
    }

    private double Finish(uint x, uint scrambling)
    {
        if (!_isScrambled) return x * TwoToMinus32;
        var scrambled = Scramble(x, scrambling);
        // The digits below the 32nd would be scrambled zeros, that is random: a hash of those above stands for them.
        return (scrambled + BitMix.ToUnit(BitMix.Hash(((ulong)scrambling << 32) | scrambled) & ~0xFFFF_FFFFUL)) * TwoToMinus32;
    }

    private uint ScramblingOf(int dimension) => (uint)(BitMix.Hash(_seed, (ulong)dimension) >> 32);

    // An index's bits depend on those above them only, so that aligned blocks of points stay together.
    private uint Shuffled(uint index, int round) => Scramble(index, (uint)BitMix.Hash(_seed + 1, (ulong)round));

    /// <summary>Flips each bit as a hash of the bits above it says.</summary>
    private static uint Scramble(uint x, uint seed) => Reverse(LaineKarras(Reverse(x), seed));

    /// <summary>A hash in which a bit depends on itself and lower ones only; the
    /// constants are those that N. Vegdahl found to mix best (2021).</summary>
    private static uint LaineKarras(uint x, uint seed)
    {
        x ^= x * 0x3D20ADEAu;
        x += seed;
        x *= (seed >> 16) | 1;
        x ^= x * 0x05526C56u;
        x ^= x * 0x53A22864u;
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Reverse(uint x)
    {
        x = ((x >> 1) & 0x5555_5555u) | ((x & 0x5555_5555u) << 1);
        x = ((x >> 2) & 0x3333_3333u) | ((x & 0x3333_3333u) << 2);
        x = ((x >> 4) & 0x0F0F_0F0Fu) | ((x & 0x0F0F_0F0Fu) << 4);
        return BinaryPrimitives.ReverseEndianness(x);
    }

    private static uint[] MakeDirections()
    {
        var directions = new uint[TableDimensions * Bits];
        for (var b = 0; b < Bits; b++) directions[b] = 1u << (Bits - 1 - b);
        var initial = JoeKuoNumbers.Initial;
        for (var d = 1; d < TableDimensions; d++)
        {
            var polynomial = JoeKuoNumbers.Polynomials[d - 1];
            var degree = 31 - BitOperations.LeadingZeroCount((uint)polynomial);
            var row = directions.AsSpan(d * Bits, Bits);
            for (var b = 0; b < degree; b++) row[b] = (uint)initial[b] << (Bits - 1 - b);
            initial = initial[degree..];
            for (var b = degree; b < Bits; b++)
            {
                row[b] = row[b - degree] ^ (row[b - degree] >> degree);
                for (var k = 1; k < degree; k++)
                    if (((polynomial >> (degree - k)) & 1) != 0)
                        row[b] ^= row[b - k];
            }
        }

        return directions;
    }
}
