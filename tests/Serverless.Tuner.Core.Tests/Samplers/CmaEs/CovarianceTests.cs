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
        var (white, coloured, again) = (new[] { 0.3, -1.2, 0.7 }, new double[3], new double[3]);
        covariance.Colour(white, coloured);
        covariance.Whiten(coloured, again);
        for (var i = 0; i < 3; i++) Assert.Equal(white[i], again[i], 12);
    }

    [Fact]
    public void Of_Diagonal_IsTheSameAsTheFullMatrix()
    {
        var (diagonal, full) = (Covariance.Of([4, 9], true)!, Covariance.Of([4, 0, 0, 9], false)!);
        Assert.Equal((4.0, 9.0), (diagonal.Variance(0), full.Variance(1)));
        var (a, b) = (new double[2], new double[2]);
        diagonal.Whiten([1, 1], a);
        full.Whiten([1, 1], b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void Of_NotPositiveDefinite_IsNull()
    {
        Assert.Null(Covariance.Of([1, 2, 2, 1], false));
        Assert.Null(Covariance.Of([1, 0, 0, 1e-15], false));
        Assert.Null(Covariance.Of([1, double.NaN, double.NaN, 1], false));
        Assert.Null(Covariance.Of([1, 0], true));
    }
}
