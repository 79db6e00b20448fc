using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Numerics;

/// <summary>Elementary functions four numbers at a time, with the same bits as <see cref="PortableMath"/> on any machine.</summary>
/// <remarks>256 bits wide always: a machine without such registers runs the same operations in halves. Nothing is fused.</remarks>
internal static class VectorMath
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Between these both factors of 2^k are normal numbers; what lies outside is left to PortableMath.
    private const double Least = -700;
    private const double Most = 700;

    private const double Shift = 6755399441055744.0;

    /// <summary>e to the power of each of <paramref name="x"/>; the two may be the same memory.</summary>
    public static void Exp(ReadOnlySpan<double> x, Span<double> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, x.Length);
        var i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            Exp(Vector256.Create(x.Slice(i, Vector256<double>.Count))).CopyTo(result[i..]);
        for (; i < x.Length; i++) result[i] = PortableMath.Exp(x[i]);
    }

    /// <summary>e to the power of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        var inside = Vector256.GreaterThanOrEqual(x, Vector256.Create(Least)) & Vector256.LessThanOrEqual(x, Vector256.Create(Most));
        return Vector256.EqualsAll(inside.AsInt64(), Vector256<long>.AllBitsSet) ? ExpInside(x) : ExpEach(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpInside(Vector256<double> x)
    {
        var k = Vector256.Floor((x * Log2E) + Vector256.Create(0.5));
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var rest = high - r - low;
        var r2 = r * r;
        var r4 = r2 * r2;
        var a = Vector256.Create(1.0 / 2) + (r * (1.0 / 6));
        var b = Vector256.Create(1.0 / 24) + (r * (1.0 / 120));
        var c = Vector256.Create(1.0 / 720) + (r * (1.0 / 5040));
        var d = Vector256.Create(1.0 / 40320) + (r * (1.0 / 362880));
        var e = Vector256.Create(1.0 / 3628800) + (r * (1.0 / 39916800));
        var f = Vector256.Create(1.0 / 479001600) + (r * (1.0 / 6227020800));
        var tail = a + (r2 * b) + (r4 * (c + (r2 * d) + (r4 * (e + (r2 * f)))));
        // Added to 1.5 · 2⁵² a whole number stands in the low bits: not every machine converts four at once.
        var whole = (k + Vector256.Create(Shift)).AsInt64() - Vector256.Create(Shift).AsInt64();
        var power = Vector256.ShiftLeft(whole + Vector256.Create(1023L), 52).AsDouble();
        return (Vector256<double>.One + (r + ((r2 * tail) + rest))) * power;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> ExpEach(Vector256<double> x) =>
        Vector256.Create(PortableMath.Exp(x[0]), PortableMath.Exp(x[1]), PortableMath.Exp(x[2]), PortableMath.Exp(x[3]));
}
