using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class GaussianProcessTests
{
    private static readonly double[] Logs = [-0.4, 0.3, -0.1, -9];

    [Fact]
    public void Predict_AtAKnownPoint_GivesItsValueWithLittleDoubt()
    {
        var points = Fixture.Points(20);
        var values = Fixture.Values(points);
        var process = Fixture.Process(points, values, Logs);
        for (var i = 0; i < points.Length; i++)
        {
            var (mean, deviation) = process.Predict(points[i]);
            Assert.Equal(values[i], mean, 0.01);
            Assert.Equal(mean, process.Smoothed(i, values[i]), 1e-7);
            Assert.InRange(deviation, 0, 0.05);
        }
    }

    [Fact]
    public void AddGradient_OfMeanAndDeviation_IsTheDifferenceQuotient()
    {
        var points = Fixture.Points(20);
        var process = Fixture.Process(points, Fixture.Values(points), Logs);
        double[] x = [0.31, 0.62, 1];
        foreach (var (a, b) in new[] { (1.0, 0.0), (0.0, 1.0), (-0.7, 2.0) })
        {
            var gradient = new double[3];
            process.Predict(x);
            process.AddGradient(x, a, b, gradient);
            for (var i = 0; i < 2; i++)
            {
                var (low, high) = ((double[])x.Clone(), (double[])x.Clone());
                low[i] -= 1e-6;
                high[i] += 1e-6;
                var (l, h) = (process.Predict(low), process.Predict(high));
                Assert.Equal(((a * (h.Mean - l.Mean)) + (b * (h.Deviation - l.Deviation))) / 2e-6, gradient[i], 1e-5);
            }

            Assert.Equal(0, gradient[2]);
        }
    }

    [Fact]
    public void Predict_ManyAtOnce_EqualsOneByOne()
    {
        var points = Fixture.Points(37);
        var process = Fixture.Process(points, Fixture.Values(points), Logs);
        var others = Fixture.Points(301, 2);
        var (means, deviations) = (new double[301], new double[301]);
        process.Predict(Fixture.Table(others), means, deviations);
        for (var i = 0; i < others.Length; i++)
        {
            var (mean, deviation) = process.Predict(others[i]);
            Assert.Equal(mean, means[i], 1e-9);
            Assert.Equal(deviation, deviations[i], 1e-7);
        }
    }

    [Fact]
    public void AddPending_Points_EqualsAFullFactorisationWithTheirPredictedValues()
    {
        var points = Fixture.Points(14);
        var values = Fixture.Values(points);
        var process = Fixture.Process(points, values, Logs);
        var pending = Fixture.Points(30, 3);
        var believed = pending.Select(p => process.Predict(p).Mean).ToArray();
        foreach (var point in pending) process.AddPending(point);

        var full = Fixture.Process([.. points, .. pending], [.. values, .. believed], Logs);
        // The signal's variance and the mean stay those of the values that are known.
        var share = Ratio(process, full, Fixture.Points(1, 99)[0]);
        foreach (var x in Fixture.Points(20, 4)) Assert.Equal(share, Ratio(process, full, x), 1e-4 * share);

        static double Ratio(GaussianProcess a, GaussianProcess b, double[] x) => a.Predict(x).Deviation / b.Predict(x).Deviation;
    }

    [Fact]
    public void AddPending_ThePointOfAnother_DoesNotBreak()
    {
        var points = Fixture.Points(10);
        var process = Fixture.Process(points, Fixture.Values(points), [-0.4, 0.3, -0.1, GpPrior.LogLeastNoise]);
        for (var i = 0; i < 40; i++) process.AddPending(points[i % 3]);
        var (mean, deviation) = process.Predict([0.5, 0.5, 0]);
        Assert.True(double.IsFinite(mean) && deviation > 0);
    }
}
