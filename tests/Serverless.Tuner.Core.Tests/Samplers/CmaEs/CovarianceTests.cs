using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.CmaEs;

namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class CovarianceTests
{
    private static readonly double[] Matrix = [4, 1, 0.5, 1, 2, -0.3, 0.5, -0.3, 1];

    [Fact]
    public void Colour_UnitVectors_AreTheColumnsOfASquareRoot()
    {
        var covariance = Covariance.Of(Matrix, false)!;
        var root = new double[3][];
        for (var k = 0; k < 3; k++)
        {
            var unit = new double[3];
            unit[k] = 1;
            covariance.Colour(unit, root[k] = new double[3]);
        }

        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                Assert.Equal(Matrix[(i * 3) + j], root.Sum(column => column[i] * column[j]), 12);
    }

    [Fact]
    public void Whiten_WhatWasColoured_GivesItBack()
    {
        var covariance = Covariance.Of(Matrix, false)!;
        double[][] white = [[0.3, -1.2, 0.7], [2, 0.1, -0.4]];
        var coloured = white.Select(w =>
        {
            var result = new double[3];
            covariance.Colour(w, result);
            return result;
        }).ToArray();
        var whitened = Whitened(covariance, coloured);
        for (var k = 0; k < 2; k++)
            for (var i = 0; i < 3; i++) Assert.Equal(white[k][i], whitened[k][i], 12);
    }

    [Fact]
    public void Of_Diagonal_IsTheSameAsTheFullMatrix()
    {
        var (diagonal, full) = (Covariance.Of([4, 9], true)!, Covariance.Of([4, 0, 0, 9], false)!);
        Assert.Equal((4.0, 9.0), (diagonal.Variance(0), full.Variance(1)));
        Assert.Equal(Whitened(full, [[1, 1]]), Whitened(diagonal, [[1, 1]]));
        double[] pairs = [.. Rows([[1, 2]]), .. Rows([[3, 0.5]]), .. new double[4 * DenseAlgebra.Block]];
        Assert.True(diagonal.Update(0.5, pairs, DenseAlgebra.Block));
        Assert.Equal((5.0, 5.5), (diagonal.Variance(0), diagonal.Variance(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Update_SomePairs_AddsTheirOuterProducts(int n)
    {
        // 20 pairs: more than a block of columns.
        var random = new TrialRandom(1, n);
        var vectors = Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, n).Select(_ => random.NextGaussian()).ToArray()).ToArray();
        var weighted = vectors.Select((v, k) => v.Select(x => 0.1 * (k + 1) * x).ToArray()).ToArray();
        var covariance = Covariance.Identity(n, false);
        var before = covariance.Copy();
        double[] pairs = [.. Rows(weighted), .. Rows(vectors), .. new double[4 * 2 * DenseAlgebra.Block]];
        Assert.True(covariance.Update(0.5, pairs, 2 * DenseAlgebra.Block));

        var root = Enumerable.Range(0, n).Select(k =>
        {
            var column = new double[n];
            covariance.Colour([.. Enumerable.Range(0, n).Select(i => i == k ? 1.0 : 0)], column);
            return column;
        }).ToArray();
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(1, before.Variance(i));
            for (var j = 0; j < n; j++)
            {
                var expected = (i == j ? 0.5 : 0) + vectors.Select((v, k) => weighted[k][i] * v[j]).Sum();
                Assert.Equal(expected, root.Sum(column => column[i] * column[j]), 10);
            }
        }
    }

    [Fact]
    public void Update_NotPositiveDefinite_IsRefused() =>
        Assert.False(Covariance.Identity(1, false)
            .Update(1, [.. Rows([[-2]]), .. Rows([[1]]), .. new double[4 * DenseAlgebra.Block]], DenseAlgebra.Block));

    [Fact]
    public void Of_NotPositiveDefinite_IsNull()
    {
        Assert.Null(Covariance.Of([1, 2, 2, 1], false));
        Assert.Null(Covariance.Of([1, 0, 0, 1e-15], false));
        Assert.Null(Covariance.Of([1, double.NaN, double.NaN, 1], false));
        Assert.Null(Covariance.Of([1, 0], true));
    }

    private static double[][] Whitened(Covariance covariance, double[][] vectors)
    {
        var rows = Rows(vectors);
        covariance.Whiten(rows, DenseAlgebra.Block);
        return [.. vectors.Select((v, k) => v.Select((_, i) => rows[(i * DenseAlgebra.Block) + k]).ToArray())];
    }

    /// <summary>A row for each coordinate, a column for each vector.</summary>
    private static double[] Rows(double[][] vectors)
    {
        var stride = DenseAlgebra.Stride(vectors.Length);
        var rows = new double[vectors[0].Length * stride];
        for (var k = 0; k < vectors.Length; k++)
            for (var i = 0; i < vectors[k].Length; i++) rows[(i * stride) + k] = vectors[k][i];
        return rows;
    }
}
