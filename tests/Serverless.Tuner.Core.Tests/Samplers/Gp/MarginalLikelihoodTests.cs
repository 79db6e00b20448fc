using MathNet.Numerics.LinearAlgebra;
using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class MarginalLikelihoodTests
{
    private static readonly double[] Logs = [-0.4, 0.3, -0.1, -4];

    [Theory]
    [InlineData(4)]
    [InlineData(23)]
    public void Evaluate_Gradient_IsTheDifferenceQuotient(int count)
    {
        var points = Fixture.Points(count);
        var likelihood = new MarginalLikelihood(Fixture.Table(points), Fixture.Values(points), GpPrior.For(3, false), new GpWorkspace());
        var gradient = new double[4];
        likelihood.Evaluate(Logs, gradient);
        for (var i = 0; i < 4; i++)
        {
            var (low, high) = ((double[])Logs.Clone(), (double[])Logs.Clone());
            low[i] -= 1e-5;
            high[i] += 1e-5;
            var unused = new double[4];
            Assert.Equal((likelihood.Evaluate(high, unused) - likelihood.Evaluate(low, unused)) / 2e-5, gradient[i], 1e-5);
        }
    }

    [Fact]
    public void Factorize_AgainstMathNet_GivesTheSame()
    {
        var points = Fixture.Points(19);
        var values = Fixture.Values(points);
        var likelihood = new MarginalLikelihood(Fixture.Table(points), values, GpPrior.For(3, false), new GpWorkspace());
        var value = likelihood.Factorize(Logs);

        var kernel = Matrix<double>.Build.Dense(19, 19, (a, b) => Kernel(points[a], points[b]) + (a == b ? Math.Exp(Logs[3]) : 0));
        var (ones, y) = (Vector<double>.Build.Dense(19, 1), Vector<double>.Build.Dense(values));
        var mean = ones * kernel.Inverse() * y / ((ones * kernel.Inverse() * ones) + 1);
        var alpha = kernel.Inverse() * (y - mean);
        var variance = (2 + ((y - mean) * alpha) + (mean * mean)) / 21;
        Assert.Equal(mean, likelihood.Mean, 1e-9);
        Assert.Equal(variance, likelihood.Variance, 1e-9);
        Assert.Equal((0.5 * Math.Log(kernel.Determinant())) + (10.5 * Math.Log(variance)), value, 1e-8);
        for (var i = 0; i < 19; i++) Assert.Equal(alpha[i], likelihood.Alpha[i], 1e-7);
    }

    [Fact]
    public void Factorize_WorkspaceUsedBefore_GivesTheSameBits()
    {
        var points = Fixture.Points(21);
        var values = Fixture.Values(points);
        var used = new GpWorkspace();
        new MarginalLikelihood(Fixture.Table(Fixture.Points(90, 2)), Fixture.Values(Fixture.Points(90, 2)), GpPrior.For(3, false), used)
            .Evaluate(Logs, new double[4]);
        var (first, second) = (new double[4], new double[4]);
        var a = new MarginalLikelihood(Fixture.Table(points), values, GpPrior.For(3, false), used).Evaluate(Logs, first);
        var b = new MarginalLikelihood(Fixture.Table(points), values, GpPrior.For(3, false), new GpWorkspace()).Evaluate(Logs, second);
        Assert.Equal(b, a);
        Assert.Equal(second, first);
    }

    private static double Kernel(double[] a, double[] b)
    {
        var r2 = 0.0;
        for (var i = 0; i < 3; i++) r2 += Math.Exp(-2 * Logs[i]) * (i == 2 ? (a[i] == b[i] ? 0 : 1) : (a[i] - b[i]) * (a[i] - b[i]));
        var s = Math.Sqrt(5 * r2);
        return (1 + s + (s * s / 3)) * Math.Exp(-s);
    }
}
