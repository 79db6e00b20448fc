using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Numerics;

/// <summary>Elementary functions four numbers at a time, with the same bits as <see cref="PortableMath"/> on any machine.</summary>
/// <remarks>256 bits wide always: a machine without such registers runs the same operations in halves. Nothing is fused.</remarks>
internal static class VectorMath
{
    // Between these both factors of 2^k are normal numbers; what lies outside is left to PortableMath.
    private const double Least = -700;
    private const double Most = 700;

    // 1.5 · 2⁵²: added to it, a whole number stands in the low bits. Not every machine converts four at once.
    private const double Shift = 6755399441055744.0;

    /// <summary><paramref name="count"/> rounded up to whole vectors.</summary>
    public static int Pad(int count) => (count + 3) & ~3;

    /// <summary>The sum of the lanes, in a fixed order.</summary>
    public static double Sum(Vector256<double> v) => v.GetElement(0) + v.GetElement(1) + (v.GetElement(2) + v.GetElement(3));

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
        var k = Vector256.Floor((x * PortableMath.Log2E) + Vector256.Create(0.5));
        var high = x - (k * PortableMath.Ln2High);
        var low = k * PortableMath.Ln2Low;
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
        var whole = (k + Vector256.Create(Shift)).AsInt64() - Vector256.Create(Shift).AsInt64();
        var power = Vector256.ShiftLeft(whole + Vector256.Create(1023L), 52).AsDouble();
        return (Vector256<double>.One + (r + ((r2 * tail) + rest))) * power;
    }

    /// <summary>The natural logarithm of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        var isNormal = Vector256.GreaterThanOrEqual(
            x, Vector256.Create(PortableMath.LeastNormal)) & Vector256.LessThanOrEqual(x, Vector256.Create(double.MaxValue));
        return Vector256.EqualsAll(isNormal.AsInt64(), Vector256<long>.AllBitsSet) ? LogNormal(x) : LogEach(x);
    }

    /// <summary>The steps of <see cref="PortableMath.Log"/>, with both of its cases
    /// (the power of two is 0, or not) as one: what differs is 0 then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogNormal(Vector256<double> x)
    {
        var bits = x.AsInt64();
        var m = ((bits & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) | Vector256.Create(0x3FF0_0000_0000_0000)).AsDouble();
        var isLarge = Vector256.GreaterThan(m, Vector256.Create(PortableMath.Sqrt2));
        m = Vector256.ConditionalSelect(isLarge, m * 0.5, m);
        var exponent = Vector256.ShiftRightLogical(bits, 52) - Vector256.Create(1023L) - isLarge.AsInt64();
        var k = (exponent + Vector256.Create(Shift).AsInt64()).AsDouble() - Vector256.Create(Shift);

        var f = m - Vector256<double>.One;
        var s = f / (Vector256.Create(2.0) + f);
        var z = s * s;
        var z2 = z * z;
        var z4 = z2 * z2;
        var a = Vector256.Create(2.0 / 3) + (z * (2.0 / 5));
        var b = Vector256.Create(2.0 / 7) + (z * (2.0 / 9));
        var c = Vector256.Create(2.0 / 11) + (z * (2.0 / 13));
        var d = Vector256.Create(2.0 / 15) + (z * (2.0 / 17));
        var e = Vector256.Create(2.0 / 19) + (z * (2.0 / 21)) + (z2 * (2.0 / 23));
        var rest = z * (a + (z2 * b) + (z4 * (c + (z2 * d) + (z4 * e))));
        var half = f * 0.5 * f;
        return (k * PortableMath.Ln2High) - (half - ((s * (half + rest)) + (k * PortableMath.Ln2Low)) - f);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> LogEach(Vector256<double> x) =>
        Vector256.Create(PortableMath.Log(x[0]), PortableMath.Log(x[1]), PortableMath.Log(x[2]), PortableMath.Log(x[3]));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> ExpEach(Vector256<double> x) =>
        Vector256.Create(PortableMath.Exp(x[0]), PortableMath.Exp(x[1]), PortableMath.Exp(x[2]), PortableMath.Exp(x[3]));
}
