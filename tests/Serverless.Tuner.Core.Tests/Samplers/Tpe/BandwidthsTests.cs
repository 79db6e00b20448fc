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

    private static (double[] Centres, double[] Deviations) Fit(double[] observed, double floor, double gapShare = 1)
    {
        var centres = new double[observed.Length + 1];
        var deviations = new double[observed.Length + 1];
        new Bandwidths().Fit(observed, new KernelShape(floor, gapShare), null, centres, deviations);
        return (centres, deviations);
    }
}
