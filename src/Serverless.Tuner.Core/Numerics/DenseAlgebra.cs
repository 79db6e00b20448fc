using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Numerics;

/// <summary>
/// Factorisation of small symmetric positive definite matrices, row by row in padded arrays, four lanes wide: the order of
/// every sum is fixed, so that the bits are the same on any machine. (MathNet's managed factorisations are several times slower.)
/// </summary>
/// <remarks>A matrix of n rows lies in an array with a stride that is a multiple of
/// <see cref="Block"/>; what lies right of its n columns must be finite.</remarks>
internal static class DenseAlgebra
{
    /// <summary>The columns that the inner loop handles at once.</summary>
    public const int Block = 16;

    /// <summary>The numbers that are computed with at once.</summary>
    public const int Lanes = 4;

    /// <summary>The smallest stride for rows of <paramref name="columns"/>.</summary>
    public static int Stride(int columns) => (columns + Block - 1) / Block * Block;

    /// <summary>Σ aᵢ bᵢ over the length of <paramref name="a"/>.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= a.Length - (2 * Lanes); i += 2 * Lanes)
        {
            even += Load(ref x, i) * Load(ref y, i);
            odd += Load(ref x, i + Lanes) * Load(ref y, i + Lanes);
        }

        var sum = VectorMath.Sum(even + odd);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target += factor · source, over the length of <paramref name="source"/>.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        ref var x = ref MemoryMarshal.GetReference(source);
        ref var y = ref MemoryMarshal.GetReference(target[..source.Length]);
        var f = Vector256.Create(factor);
        var i = 0;
        for (; i <= source.Length - Lanes; i += Lanes) (Load(ref y, i) + (f * Load(ref x, i))).StoreUnsafe(ref y, (nuint)i);
        for (; i < source.Length; i++) target[i] += factor * source[i];
    }

    /// <summary>target += source², element by element, over a <see cref="Block"/>.</summary>
    public static void AddSquares(double[] target, double[] source)
    {
        ref var x = ref MemoryMarshal.GetArrayDataReference(source);
        ref var y = ref MemoryMarshal.GetArrayDataReference(target);
        for (var i = 0; i < Block; i += Lanes)
        {
            var value = Load(ref x, i);
            (Load(ref y, i) + (value * value)).StoreUnsafe(ref y, (nuint)i);
        }
    }

    /// <summary>Replaces the lower triangle of <paramref name="a"/> by its
    /// Cholesky factor; the upper one is neither read nor written.</summary>
    /// <returns>Whether the matrix is positive definite; when not, its content is undefined.</returns>
    public static bool TryFactor(double[] a, int n, int stride)
    {
        Span<double> dots = stackalloc double[Lanes];
        for (var i = 0; i < n; i++)
        {
            var row = i * stride;
            for (var j = 0; j <= i; j += Lanes)
            {
                var rows = Math.Min(Lanes, i - j + 1);
                if (rows == Lanes) FourDots(a, row, j * stride, stride, j, dots);
                else for (var t = 0; t < rows; t++) dots[t] = Dot(a.AsSpan(row, j), a.AsSpan((j + t) * stride, j));

                for (var t = 0; t < rows; t++)
                {
                    var other = (j + t) * stride;
                    var rest = a[row + j + t] - dots[t];
                    for (var u = j; u < j + t; u++) rest -= a[row + u] * a[other + u];
                    if (j + t < i)
                    {
                        a[row + j + t] = rest / a[other + j + t];
                        continue;
                    }

                    if (!(rest > 0) || double.IsInfinity(rest)) return false;
                    a[row + i] = Math.Sqrt(rest);
                }
            }
        }

        return true;
    }

    /// <summary>Writes the inverse of a lower triangular matrix, with zeros right of the diagonal up to the stride.</summary>
    public static void InvertLower(double[] lower, double[] inverse, int n, int stride)
    {
        for (var i = 0; i < n; i++)
        {
            var scale = 1 / lower[(i * stride) + i];
            var last = i / Block * Block;
            for (var column = 0; column <= last; column += Block)
            {
                // The inverse's rows above a block's first column are zero there.
                RowTimesRows(
                    lower, (i * stride) + column, 1, inverse, (column * stride) + column, stride, i - column, inverse,
                    (i * stride) + column, -scale);
            }

            inverse[(i * stride) + i] = scale;
            Array.Clear(inverse, (i * stride) + i + 1, stride - i - 1);
        }
    }

    /// <summary>Writes the lower triangle of LᵀL for a lower triangular L, that is of A⁻¹ when L is the inverse of A's factor.</summary>
    public static void GramOfLower(double[] lower, double[] gram, int n, int stride)
    {
        for (var i = 0; i < n; i++)
            for (var column = 0; column <= i; column += Block)
                RowTimesRows(lower, (i * stride) + i, stride, lower, (i * stride) + column, stride, n - i, gram, (i * stride) + column, 1);
    }

    /// <summary>The dot products of one row with four consecutive ones, over the
    /// first <paramref name="length"/> columns, a multiple of four.</summary>
    public static void FourDots(double[] a, int row, int others, int stride, int length, Span<double> dots)
    {
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), row);
        ref var y0 = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), others);
        ref var y1 = ref Unsafe.Add(ref y0, stride);
        ref var y2 = ref Unsafe.Add(ref y1, stride);
        ref var y3 = ref Unsafe.Add(ref y2, stride);
        var (s0, s1, s2, s3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var k = 0; k < length; k += Lanes)
        {
            var f = Load(ref x, k);
            s0 += f * Load(ref y0, k);
            s1 += f * Load(ref y1, k);
            s2 += f * Load(ref y2, k);
            s3 += f * Load(ref y3, k);
        }

        dots[0] = VectorMath.Sum(s0);
        dots[1] = VectorMath.Sum(s1);
        dots[2] = VectorMath.Sum(s2);
        dots[3] = VectorMath.Sum(s3);
    }

    /// <summary>result[0..16) = scale · Σ over k &lt; count of coefficients[k] · rows[k][0..16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowTimesRows(
        double[] coefficients,
        int at, int step, double[] rows, int firstRow, int stride, int count, double[] result, int resultAt, double scale)
    {
        ref var c = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(coefficients), at);
        ref var r = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(rows), firstRow);
        var (s0, s1, s2, s3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var k = 0; k < count; k++)
        {
            var f = Vector256.Create(c);
            s0 += f * Load(ref r, 0);
            s1 += f * Load(ref r, Lanes);
            s2 += f * Load(ref r, 2 * Lanes);
            s3 += f * Load(ref r, 3 * Lanes);
            c = ref Unsafe.Add(ref c, step);
            r = ref Unsafe.Add(ref r, stride);
        }

        var g = Vector256.Create(scale);
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(result), resultAt);
        (g * s0).StoreUnsafe(ref target, 0);
        (g * s1).StoreUnsafe(ref target, Lanes);
        (g * s2).StoreUnsafe(ref target, 2 * Lanes);
        (g * s3).StoreUnsafe(ref target, 3 * Lanes);
    }

    private static Vector256<double> Load(ref double source, int offset) => Vector256.LoadUnsafe(ref source, (nuint)offset);
}
