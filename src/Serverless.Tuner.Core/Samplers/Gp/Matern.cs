using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>
/// The Matérn 5/2 kernel with a scale for each dimension: k(r) = (1 + s + s²/3) e⁻ˢ with s = √5 r and r² = Σ wᵢ Dᵢ, where Dᵢ is
/// the squared difference of a number, or 0 or 1 for a choice that is equal or not
/// (half the squared distance of one-hot vectors, so that the kernel stays valid).
/// </summary>
/// <remarks>Rasmussen and Williams 2006, Gaussian processes for machine learning,
/// section 4.2.1. Spans must be padded to a multiple of four.</remarks>
internal static class Matern
{
    private const int Lanes = 4;

    /// <summary>r² between a point and <paramref name="count"/> points of a table
    /// (and the padding after them), those from <paramref name="from"/> on.</summary>
    public static void SquaredDistances(
        FeatureTable table, ReadOnlySpan<double> weights, ReadOnlySpan<double> point, int count, Span<double> result, int from = 0)
    {
        var padded = VectorMath.Pad(count);
        result[..padded].Clear();
        ref var target = ref MemoryMarshal.GetReference(result);
        for (var i = 0; i < point.Length; i++)
        {
            ref var column = ref table.Column(i)[from];
            var x = Vector256.Create(point[i]);
            var w = Vector256.Create(weights[i]);
            if (table.IsChoice[i])
            {
                for (nuint k = 0; k < (nuint)padded; k += Lanes)
                    (Vector256.LoadUnsafe(ref target, k) + Vector256.AndNot(w, Vector256.Equals(Vector256.LoadUnsafe(ref column, k), x)))
                        .StoreUnsafe(ref target, k);
                continue;
            }

            for (nuint k = 0; k < (nuint)padded; k += Lanes)
            {
                var difference = Vector256.LoadUnsafe(ref column, k) - x;
                (Vector256.LoadUnsafe(ref target, k) + (w * (difference * difference))).StoreUnsafe(ref target, k);
            }
        }
    }

    /// <summary>Replaces r² by k, and writes −2 dk/d(r²) = 5/3 (1 + s) e⁻ˢ to <paramref name="slopes"/>:
    /// what a change of wᵢ, or of a coordinate, is multiplied with.</summary>
    public static void Evaluate(Span<double> squaredDistances, Span<double> slopes, int count)
    {
        var padded = VectorMath.Pad(count);
        ref var r2 = ref MemoryMarshal.GetReference(squaredDistances[..padded]);
        ref var h = ref MemoryMarshal.GetReference(slopes[..padded]);
        for (nuint k = 0; k < (nuint)padded; k += Lanes)
        {
            var t = Vector256.LoadUnsafe(ref r2, k) * 5.0;
            var s = Vector256.Sqrt(t);
            var e = VectorMath.Exp(-s);
            var linear = Vector256<double>.One + s;
            ((linear + (t * (1.0 / 3))) * e).StoreUnsafe(ref r2, k);
            (linear * e * (5.0 / 3)).StoreUnsafe(ref h, k);
        }
    }

    /// <summary>Replaces r² by k.</summary>
    public static void Evaluate(Span<double> squaredDistances, int count)
    {
        var padded = VectorMath.Pad(count);
        ref var r2 = ref MemoryMarshal.GetReference(squaredDistances[..padded]);
        for (nuint k = 0; k < (nuint)padded; k += Lanes)
        {
            var t = Vector256.LoadUnsafe(ref r2, k) * 5.0;
            var s = Vector256.Sqrt(t);
            ((Vector256<double>.One + s + (t * (1.0 / 3))) * VectorMath.Exp(-s)).StoreUnsafe(ref r2, k);
        }
    }

    /// <summary>Σ over k of coefficients[k] · Dᵢ(point, k).</summary>
    public static double WeightedDifferences(FeatureTable table, int dimension, double x, ReadOnlySpan<double> coefficients, int count)
    {
        var padded = VectorMath.Pad(count);
        ref var column = ref MemoryMarshal.GetArrayDataReference(table.Column(dimension));
        ref var c = ref MemoryMarshal.GetReference(coefficients[..padded]);
        var sum = Vector256<double>.Zero;
        var centre = Vector256.Create(x);
        if (table.IsChoice[dimension])
        {
            for (nuint k = 0; k < (nuint)padded; k += Lanes)
                sum += Vector256.AndNot(Vector256.LoadUnsafe(ref c, k), Vector256.Equals(Vector256.LoadUnsafe(ref column, k), centre));
        }
        else
        {
            for (nuint k = 0; k < (nuint)padded; k += Lanes)
            {
                var difference = Vector256.LoadUnsafe(ref column, k) - centre;
                sum += Vector256.LoadUnsafe(ref c, k) * (difference * difference);
            }
        }

        return VectorMath.Sum(sum);
    }

    /// <summary>Σ over k of coefficients[k] · (xₖ − x): for a gradient by the coordinate x.</summary>
    public static double WeightedOffsets(FeatureTable table, int dimension, double x, ReadOnlySpan<double> coefficients, int count)
    {
        var padded = VectorMath.Pad(count);
        ref var column = ref MemoryMarshal.GetArrayDataReference(table.Column(dimension));
        ref var c = ref MemoryMarshal.GetReference(coefficients[..padded]);
        var sum = Vector256<double>.Zero;
        var centre = Vector256.Create(x);
        for (nuint k = 0; k < (nuint)padded; k += Lanes)
            sum += Vector256.LoadUnsafe(ref c, k) * (Vector256.LoadUnsafe(ref column, k) - centre);
        return VectorMath.Sum(sum);
    }
}
