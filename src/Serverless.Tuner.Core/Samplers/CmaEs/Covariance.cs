using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>A covariance matrix and its square root; only variances when it is diagonal.</summary>
internal sealed class Covariance
{
    // More is beyond what doubles resolve, and a sign that the search has degenerated (Hansen 2016, section B.3).
    private const double MostCondition = 1e14;

    private readonly double[] _matrix;
    private readonly double[] _axes;
    private readonly double[] _lengths;

    private Covariance(double[] matrix, double[] axes, double[] lengths, bool isDiagonal)
    {
        (_matrix, _axes, _lengths, IsDiagonal) = (matrix, axes, lengths, isDiagonal);
        Dimensions = lengths.Length;
    }

    public int Dimensions { get; }

    /// <summary>Whether all covariances are 0.</summary>
    public bool IsDiagonal { get; }

    /// <summary>The matrix itself row by row, or its diagonal.</summary>
    public ReadOnlySpan<double> Matrix => _matrix;

    public static Covariance Identity(int dimensions, bool isDiagonal)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, dimensions)];
        var matrix = isDiagonal ? ones : DenseMatrix.CreateIdentity(dimensions).ToRowMajorArray();
        return new Covariance(matrix, matrix, ones, isDiagonal);
    }

    /// <summary>The covariance of a symmetric matrix (row by row), or of variances; null when it is not positive definite by far.</summary>
    public static Covariance? Of(double[] matrix, bool isDiagonal)
    {
        if (Array.Exists(matrix, v => !double.IsFinite(v))) return null;
        if (isDiagonal) return IsWellConditioned(matrix) ? new Covariance(matrix, matrix, [.. matrix.Select(Math.Sqrt)], true) : null;
        var n = (int)Math.Sqrt(matrix.Length + 0.5);
        try
        {
            var evd = new DenseMatrix(n, n, (double[])matrix.Clone()).Evd(Symmetricity.Symmetric);
            double[] variances = [.. evd.EigenValues.Select(v => v.Real)];
            return IsWellConditioned(variances)
                ? new Covariance(matrix, evd.EigenVectors.ToRowMajorArray(), [.. variances.Select(Math.Sqrt)], false)
                : null;
        }
        catch (NonConvergenceException)
        {
            return null;
        }
    }

    private static bool IsWellConditioned(double[] variances) =>
        variances.Min() is > 0 and var least && variances.Max() / least <= MostCondition;

    public double Variance(int dimension) => IsDiagonal ? _matrix[dimension] : _matrix[(dimension * Dimensions) + dimension];

    /// <summary>Turns a standard normal vector into one of this covariance.</summary>
    public void Colour(ReadOnlySpan<double> white, Span<double> result)
    {
        if (IsDiagonal)
        {
            for (var i = 0; i < white.Length; i++) result[i] = _lengths[i] * white[i];
            return;
        }

        Span<double> scaled = stackalloc double[Dimensions];
        for (var k = 0; k < Dimensions; k++) scaled[k] = _lengths[k] * white[k];
        Rotate(scaled, result);
    }

    /// <summary>Turns a vector of this covariance into one whose coordinates are
    /// uncorrelated and of variance 1: the inverse of the symmetric square root.</summary>
    public void Whiten(ReadOnlySpan<double> coloured, Span<double> result)
    {
        if (IsDiagonal)
        {
            for (var i = 0; i < coloured.Length; i++) result[i] = coloured[i] / _lengths[i];
            return;
        }

        Span<double> along = stackalloc double[Dimensions];
        along.Clear();
        for (var i = 0; i < Dimensions; i++)
            for (var k = 0; k < Dimensions; k++)
                along[k] += _axes[(i * Dimensions) + k] * coloured[i];
        for (var k = 0; k < Dimensions; k++) along[k] /= _lengths[k];
        Rotate(along, result);
    }

    private void Rotate(ReadOnlySpan<double> along, Span<double> result)
    {
        for (var i = 0; i < Dimensions; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < Dimensions; k++) sum += _axes[(i * Dimensions) + k] * along[k];
            result[i] = sum;
        }
    }
}
