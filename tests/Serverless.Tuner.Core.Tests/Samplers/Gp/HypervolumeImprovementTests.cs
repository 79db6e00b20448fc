using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class HypervolumeImprovementTests
{
    private const int Samples = 40_000;

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 7)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 12)]
    public void Log_AnyFront_AgreesWithMonteCarlo(int dimensions, int points)
    {
        var random = new TrialRandom(3, points + dimensions);
        var front = Cloud(dimensions, points, random);
        var reference = Enumerable.Repeat(1.1, dimensions).ToArray();
        var improvement = new HypervolumeImprovement(front, reference);
        var means = Enumerable.Range(0, dimensions).Select(j => 0.3 + (0.1 * j)).ToArray();
        var deviations = Enumerable.Range(0, dimensions).Select(j => 0.2 + (0.05 * j)).ToArray();
        var unused = new double[dimensions];

        // E[gain] = E over the outcome of the share of the box between outcome and reference
        // that nothing covers; sampled with one point in the box for each outcome.
        var sum = 0.0;
        for (var s = 0; s < Samples; s++)
        {
            var volume = 1.0;
            var inside = new double[dimensions];
            for (var j = 0; j < dimensions; j++)
            {
                var outcome = means[j] + (deviations[j] * random.NextGaussian());
                volume *= Math.Max(0, reference[j] - outcome);
                inside[j] = outcome + ((reference[j] - outcome) * random.NextDouble());
            }

            if (!front.Any(p => p.Zip(inside).All(c => c.First <= c.Second))) sum += volume;
        }

        var expected = sum / Samples;
        Assert.Equal(expected, Math.Exp(improvement.Log(means, deviations, unused, unused)), 0.04 * expected);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Log_Slopes_AreTheDifferenceQuotients(int dimensions)
    {
        var improvement =
            new HypervolumeImprovement(Cloud(dimensions, 9, new TrialRandom(1, 1)), Enumerable.Repeat(1.1, dimensions).ToArray());
        var means = Enumerable.Range(0, dimensions).Select(j => 0.4 + (0.1 * j)).ToArray();
        var deviations = Enumerable.Range(0, dimensions).Select(j => 0.1 + (0.05 * j)).ToArray();
        var (byMean, byDeviation, unused) = (new double[dimensions], new double[dimensions], new double[dimensions]);
        improvement.Log(means, deviations, byMean, byDeviation);
        for (var j = 0; j < dimensions; j++)
        {
            Assert.Equal(Quotient(means, j), byMean[j], 1e-4);
            Assert.Equal(Quotient(deviations, j), byDeviation[j], 1e-4);
        }

        double Quotient(double[] moved, int j)
        {
            var kept = moved[j];
            moved[j] = kept + 1e-6;
            var high = improvement.Log(means, deviations, unused, unused);
            moved[j] = kept - 1e-6;
            var low = improvement.Log(means, deviations, unused, unused);
            moved[j] = kept;
            return (high - low) / 2e-6;
        }
    }

    [Fact]
    public void BoxCount_ThreeObjectives_GrowsWithTheFrontOnly()
    {
        var random = new TrialRandom(1, 1);
        var front = Enumerable.Range(0, 60).Select(_ =>
        {
            var p = Enumerable.Range(0, 3).Select(_ => Math.Abs(random.NextGaussian())).ToArray();
            var length = Math.Sqrt(p.Sum(x => x * x));
            return p.Select(x => 1 - (x / length)).ToArray();
        }).ToArray();
        Assert.InRange(new HypervolumeImprovement(front, [1.1, 1.1, 1.1]).BoxCount, 1, 121);
    }

    [Fact]
    public void Log_FarBeyondDoubles_IsFiniteAndPointsDown()
    {
        var improvement = new HypervolumeImprovement([[0, 0]], [1, 1]);
        var (byMean, byDeviation) = (new double[2], new double[2]);
        Assert.True(double.IsFinite(improvement.Log([100, 100], [0.1, 0.1], byMean, byDeviation)));
        Assert.All(byMean, slope => Assert.True(slope < 0));
    }

    private static double[][] Cloud(int dimensions, int points, TrialRandom random) =>
        [.. Enumerable.Range(0, points).Select(_ => Enumerable.Range(0, dimensions).Select(_ => random.NextDouble()).ToArray())];
}
