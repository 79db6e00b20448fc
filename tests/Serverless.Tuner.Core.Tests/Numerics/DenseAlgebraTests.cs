using MathNet.Numerics.LinearAlgebra;
using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class DenseAlgebraTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(61)]
    public void TryFactor_PositiveDefinite_EqualsMathNet(int n)
    {
        var (matrix, stride, array) = Random(n);
        Assert.True(DenseAlgebra.TryFactor(array, n, stride));
        var expected = matrix.Cholesky().Factor;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                Assert.Equal(expected[i, j], array[(i * stride) + j], 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(50)]
    public void GramOfLower_OfTheInvertedFactor_IsTheInverse(int n)
    {
        var (matrix, stride, array) = Random(n);
        Assert.True(DenseAlgebra.TryFactor(array, n, stride));
        // What stands in the arrays from before must not matter.
        var (inverse, gram) = (Enumerable.Repeat(7.0, stride * stride).ToArray(), Enumerable.Repeat(-3.0, stride * stride).ToArray());
        DenseAlgebra.InvertLower(array, inverse, n, stride);
        DenseAlgebra.GramOfLower(inverse, gram, n, stride);
        var expected = matrix.Inverse();
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                Assert.Equal(expected[i, j], gram[(i * stride) + j], 1e-9);
    }

    [Fact]
    public void TryFactor_NotPositiveDefinite_IsRefused()
    {
        var array = new double[16 * 16];
        (array[0], array[16], array[17]) = (1, 2, 1);
        Assert.False(DenseAlgebra.TryFactor(array, 2, 16));
    }

    private static (Matrix<double> Matrix, int Stride, double[] Array) Random(int n)
    {
        var random = new TrialRandom(5, n);
        var half = Matrix<double>.Build.Dense(n, n, (_, _) => random.NextGaussian());
        var matrix = (half * half.Transpose()) + Matrix<double>.Build.DenseIdentity(n);
        var stride = DenseAlgebra.Stride(n);
        var array = new double[stride * stride];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                array[(i * stride) + j] = matrix[i, j];
        return (matrix, stride, array);
    }
}
