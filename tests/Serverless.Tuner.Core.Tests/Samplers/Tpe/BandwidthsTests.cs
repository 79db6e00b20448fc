using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Tests.Samplers.Tpe;

public class BandwidthsTests
{
    [Fact]
    public void Fit_Deviations_AreTheLargerGapToANeighbour()
    {
        var (centres, deviations) = Fit([0.9, double.NaN, 0.1, 0.2, 0.2], 0.03);
        Assert.Equal([0.9, 0.5, 0.1, 0.2, 0.2, 0.5], centres);
        // Sorted: 0.1, 0.2, 0.2, 0.9.
        Assert.Equal([0.7, 1, 0.1, 0.1, 0.7, 1], deviations.Select(d => Math.Round(d, 12)));
    }

    [Fact]
    public void Fit_OneObservation_HasThePriorAsItsNeighbour() =>
        Assert.Equal([1, 0.3, 1], Fit([double.NaN, 0.8], 0.03).Deviations.Select(d => Math.Round(d, 12)));

    [Fact]
    public void Fit_AShareOfTheGap_IsNotBelowTheFloor() =>
        Assert.Equal([0.03, 0.05, 0.05, 1], Fit([0.1, 0.12, 0.22], 0.03, 0.5).Deviations.Select(d => Math.Round(d, 12)));

    [Theory]
    [InlineData(0.08)]
    [InlineData(0.03)]
    [InlineData(0.005)]
    [InlineData(1e-6)]
    public void Fit_ManyPoints_AreAsIfTheyWereSorted(double floor)
    {
        var random = new TrialRandom(5, 5);
        for (var count = 0; count < 160; count++)
        {
            // Some of them equal, some at the ends.
            var observed = Enumerable.Range(0, count)
                .Select(i => i % 7 == 0 ? Math.Round(random.NextDouble(), 1) : random.NextDouble()).ToArray();
            var sorted = (count == 1 ? observed.Append(Bandwidths.PriorCentre) : observed)
                .Select((x, i) => (x, i)).OrderBy(p => p.x).ThenBy(p => p.i).ToArray();
            var least = Math.Max(floor, Bandwidths.LeastFloor);
            var expected = new double[count + 1];
            for (var k = 0; k < sorted.Length; k++)
            {
                var left = k > 0 ? sorted[k].x - sorted[k - 1].x : 0;
                var right = k < sorted.Length - 1 ? sorted[k + 1].x - sorted[k].x : 0;
                expected[sorted[k].i] = Math.Clamp(Math.Max(left, right), least, 1);
            }

            expected[count] = Bandwidths.PriorDeviation;
            Assert.Equal(expected, Fit(observed, floor).Deviations);
        }
    }

    [Fact]
    public void Fit_WholeShrinkage_KeepsTheMeanAndTheVarianceOfThePoints()
    {
        double[] observed = [0.42, double.NaN, 0.5, 0.58, 0.66, 0.74, 0.34];
        double[] points = [.. observed.Where(x => !double.IsNaN(x))];

        // All gaps are 0.08, so that all kernels are as wide.
        var (centres, deviations) = Fit(observed, 0.01, shrinkage: 1);

        double[] moved = [.. centres.Take(7).Where((_, i) => i != 1)];
        Assert.Equal(points.Average(), moved.Average(), 12);
        Assert.Equal(Variance(points), Variance(moved) + (deviations[0] * deviations[0]), 12);
        Assert.Equal([Bandwidths.PriorCentre, Bandwidths.PriorCentre], [centres[1], centres[7]]);
        Assert.Equal(Fit(observed, 0.01).Deviations, deviations);

        static double Variance(double[] x) => x.Average(v => (v - x.Average()) * (v - x.Average()));
    }

    [Fact]
    public void Fit_KernelsWiderThanTheirPoints_KeepHalfOfTheirPlace()
    {
        var (centres, _) = Fit([0.4, 0.5, 0.6], 0.3, shrinkage: 1);

        Assert.Equal([0.45, 0.5, 0.55], centres.Take(3).Select(c => Math.Round(c, 12)));
        Assert.Equal([0.425, 0.5, 0.575], Fit([0.4, 0.5, 0.6], 0.3, shrinkage: 0.5).Centres.Take(3).Select(c => Math.Round(c, 12)));
        Assert.Equal([0.4, 0.6], Fit([0.4, 0.6], 0.3, shrinkage: 1).Centres.Take(2));
    }

    [Theory]
    [InlineData(20, 1, 1)]
    [InlineData(40, 1, 1)]
    [InlineData(80, 1, 0.5)]
    [InlineData(400, 1, 0.1)]
    [InlineData(20, 2, 0)]
    public void Shape_OfGoodTrials_MovesKernelsTogetherInTheBeginning(int ranked, int objectives, double shrinkage) =>
        Assert.Equal(shrinkage, KernelShape.Good(ranked, 5, objectives).Shrinkage, 12);

    private static (double[] Centres, double[] Deviations) Fit(double[] observed, double floor, double gapShare = 1, double shrinkage = 0)
    {
        var centres = new double[observed.Length + 1];
        var deviations = new double[observed.Length + 1];
        new Bandwidths().Fit(observed, new KernelShape(floor, gapShare, shrinkage), null, centres, deviations);
        return (centres, deviations);
    }
}
