namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>A covariance matrix and its Cholesky factor; only variances when it is diagonal.</summary>
/// <remarks>The factor takes the place of the symmetric square root (Krause, Arbonès and Igel 2016, CMA-ES with optimal covariance update
/// and storage complexity, NeurIPS): a replay of thousands of generations would spend nearly all its time on eigenvectors.</remarks>
internal sealed class Covariance
{
    // More is beyond what doubles resolve, and a sign that the search has degenerated (Hansen 2016, section B.3).
    private const double MostCondition = 1e14;

    // Of both the lower triangle row by row counts; or the variances, and the standard deviations.
    private readonly double[] _matrix;
    private readonly double[] _factor;

    private Covariance(double[] matrix, double[] factor, int dimensions, bool isDiagonal) =>
        (_matrix, _factor, Dimensions, IsDiagonal) = (matrix, factor, dimensions, isDiagonal);

    public int Dimensions { get; }

    /// <summary>Whether all covariances are 0.</summary>
    public bool IsDiagonal { get; }

    public static Covariance Identity(int dimensions, bool isDiagonal)
    {
        double[] matrix = [.. Enumerable.Repeat(1.0, isDiagonal ? dimensions : 0)];
        if (!isDiagonal)
        {
            matrix = new double[dimensions * dimensions];
            for (var i = 0; i < dimensions; i++) matrix[(i * dimensions) + i] = 1;
        }

        return new Covariance(matrix, (double[])matrix.Clone(), dimensions, isDiagonal);
    }

    /// <summary>The covariance of a symmetric matrix, which it keeps, or of variances; null when it is not positive definite by far.
    /// </summary>
    public static Covariance? Of(double[] matrix, bool isDiagonal)
    {
        var n = isDiagonal ? matrix.Length : (int)Math.Sqrt(matrix.Length + 0.5);
        var covariance = new Covariance(matrix, new double[matrix.Length], n, isDiagonal);
        return covariance.TryFactor() ? covariance : null;
    }

    public Covariance Copy() => new((double[])_matrix.Clone(), (double[])_factor.Clone(), Dimensions, IsDiagonal);

    public double Variance(int dimension) => _matrix[Diagonal(dimension)];

    /// <summary>Turns a standard normal vector into one of this covariance.</summary>
    public void Colour(ReadOnlySpan<double> white, Span<double> result)
    {
        for (var i = 0; i < white.Length; i++)
            result[i] = IsDiagonal ? _factor[i] * white[i] : DenseAlgebra.Dot(_factor.AsSpan(i * Dimensions, i + 1), white);
    }

    /// <summary>Turns vectors of this covariance into such whose coordinates are uncorrelated and of variance 1.</summary>
    /// <param name="vectors">A row for each coordinate, a column for each vector.</param>
    /// <param name="stride">The length of a row, a multiple of <see cref="DenseAlgebra.Block"/>.</param>
    public void Whiten(double[] vectors, int stride)
    {
        var block = new double[DenseAlgebra.Block];
        for (var i = 0; i < Dimensions; i++)
        {
            var scale = 1 / _factor[Diagonal(i)];
            var (first, count) = IsDiagonal ? (0, 0) : (i * Dimensions, i);
            for (var column = 0; column < stride; column += block.Length)
            {
                var row = vectors.AsSpan((i * stride) + column, block.Length);
                DenseAlgebra.RowTimesRows(_factor, first, 1, vectors, column, stride, count, block, 0, -scale);
                DenseAlgebra.AddScaled(block, scale, row);
                block.CopyTo(row);
            }
        }
    }

    /// <summary>Keeps a share of the matrix and adds the sum of the outer products of pairs of vectors.</summary>
    /// <param name="keep">The share.</param>
    /// <param name="pairs">A row for each coordinate of the first vectors, then one for each of the second ones; a column for each
    /// pair; and <see cref="DenseAlgebra.Lanes"/> rows more.</param>
    /// <param name="stride">The length of a row, a multiple of <see cref="DenseAlgebra.Block"/>.</param>
    /// <returns>Whether the sum is positive definite by far; if not, it must not be used.</returns>
    public bool Update(double keep, double[] pairs, int stride)
    {
        Span<double> added = stackalloc double[DenseAlgebra.Lanes];
        for (var i = 0; i < Dimensions; i++)
        {
            var second = (Dimensions + i) * stride;
            if (IsDiagonal)
            {
                _matrix[i] = (keep * _matrix[i]) + DenseAlgebra.Dot(pairs.AsSpan(i * stride, stride), pairs.AsSpan(second, stride));
                continue;
            }

            for (var j = 0; j <= i; j += DenseAlgebra.Lanes)
            {
                DenseAlgebra.FourDots(pairs, second, j * stride, stride, stride, added);
                var row = _matrix.AsSpan((i * Dimensions) + j, Math.Min(DenseAlgebra.Lanes, i - j + 1));
                for (var k = 0; k < row.Length; k++) row[k] = (keep * row[k]) + added[k];
            }
        }

        return TryFactor();
    }

    private bool TryFactor()
    {
        _matrix.CopyTo(_factor, 0);
        if (IsDiagonal) for (var i = 0; i < Dimensions; i++) _factor[i] = Math.Sqrt(_factor[i]);
        else if (!DenseAlgebra.TryFactor(_factor, Dimensions, Dimensions)) return false;

        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < Dimensions; i++)
        {
            var deviation = _factor[Diagonal(i)];
            if (!(deviation > 0) || !double.IsFinite(deviation)) return false;
            (least, most) = (Math.Min(least, deviation), Math.Max(most, deviation));
        }

        return most * most <= MostCondition * least * least;
    }

    private int Diagonal(int i) => IsDiagonal ? i : (i * Dimensions) + i;
}
