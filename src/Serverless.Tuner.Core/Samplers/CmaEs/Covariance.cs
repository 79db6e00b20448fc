namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>A covariance matrix and its Cholesky factor; only variances when it is diagonal.</summary>
/// <remarks>The factor takes the place of the symmetric square root (Krause, Arbonès and Igel 2016, CMA-ES with optimal covariance update
/// and storage complexity, NeurIPS): a replay of thousands of generations would spend nearly all its time on eigenvectors.</remarks>
internal sealed class Covariance
{
    // More is beyond what doubles resolve, and a sign that the search has degenerated (Hansen 2016, section B.3).
    private const double MostCondition = 1e14;

    private readonly double[] _matrix;

    // Its lower triangle column by column, or the standard deviations.
    private readonly double[] _factor;

    private Covariance(double[] matrix, double[] factor, int dimensions, bool isDiagonal) =>
        (_matrix, _factor, Dimensions, IsDiagonal) = (matrix, factor, dimensions, isDiagonal);

    public int Dimensions { get; }

    /// <summary>Whether all covariances are 0.</summary>
    public bool IsDiagonal { get; }

    /// <summary>The matrix itself, of which only the lower triangle column by column counts; or its diagonal.</summary>
    public ReadOnlySpan<double> Matrix => _matrix;

    public static Covariance Identity(int dimensions, bool isDiagonal)
    {
        double[] matrix = [.. Enumerable.Repeat(1.0, isDiagonal ? dimensions : 0)];
        if (!isDiagonal)
        {
            matrix = new double[dimensions * dimensions];
            for (var i = 0; i < dimensions; i++) matrix[(i * dimensions) + i] = 1;
        }

        return new Covariance(matrix, matrix, dimensions, isDiagonal);
    }

    /// <summary>The covariance of a symmetric matrix (its lower triangle column by column), or of variances; null when it is not positive
    /// definite by far.</summary>
    public static Covariance? Of(double[] matrix, bool isDiagonal)
    {
        var n = isDiagonal ? matrix.Length : (int)Math.Sqrt(matrix.Length + 0.5);
        var factor = (double[])matrix.Clone();
        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var k = 0; k < n; k++)
        {
            var at = isDiagonal ? k : (k * n) + k;
            var pivot = factor[at];
            if (!(pivot > 0) || !double.IsFinite(pivot)) return null;
            (least, most) = (Math.Min(least, pivot), Math.Max(most, pivot));
            var root = Math.Sqrt(pivot);
            factor[at] = root;
            if (isDiagonal) continue;
            var column = factor.AsSpan(at + 1, n - k - 1);
            for (var i = 0; i < column.Length; i++) column[i] /= root;
            for (var i = 0; i < column.Length; i++)
                DenseAlgebra.AddScaled(factor.AsSpan(((k + 1 + i) * n) + k + 1 + i, column.Length - i), -column[i], column[i..]);
        }

        return most / least <= MostCondition ? new Covariance(matrix, factor, n, isDiagonal) : null;
    }

    public double Variance(int dimension) => IsDiagonal ? _matrix[dimension] : _matrix[(dimension * Dimensions) + dimension];

    /// <summary>Turns a standard normal vector into one of this covariance.</summary>
    public void Colour(ReadOnlySpan<double> white, Span<double> result)
    {
        if (IsDiagonal)
        {
            for (var i = 0; i < white.Length; i++) result[i] = _factor[i] * white[i];
            return;
        }

        result[..Dimensions].Clear();
        for (var k = 0; k < Dimensions; k++) DenseAlgebra.AddScaled(result[k..], white[k], Column(k));
    }

    /// <summary>Turns a vector of this covariance into one whose coordinates are uncorrelated and of variance 1.</summary>
    public void Whiten(ReadOnlySpan<double> coloured, Span<double> result)
    {
        if (IsDiagonal)
        {
            for (var i = 0; i < coloured.Length; i++) result[i] = coloured[i] / _factor[i];
            return;
        }

        coloured.CopyTo(result);
        for (var k = 0; k < Dimensions; k++)
        {
            var column = Column(k);
            result[k] /= column[0];
            DenseAlgebra.AddScaled(result[(k + 1)..], -result[k], column[1..]);
        }
    }

    private ReadOnlySpan<double> Column(int k) => _factor.AsSpan((k * Dimensions) + k, Dimensions - k);
}
