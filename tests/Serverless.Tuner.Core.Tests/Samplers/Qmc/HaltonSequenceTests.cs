using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Tests.Samplers.Qmc;

public class HaltonSequenceTests
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13];

    [Fact]
    public void Value_Unscrambled_IsTheRadicalInverse()
    {
        var halton = new HaltonSequence(1, 2, scramble: false);
        Assert.Equal([0, 0.5, 0.25, 0.75, 0.125], Enumerable.Range(0, 5).Select(i => halton.Value(i, 0)));
        double[] thirds = [0, 1 / 3.0, 2 / 3.0, 1 / 9.0, 4 / 9.0, 7 / 9.0];
        Assert.All(thirds.Select((expected, i) => halton.Value(i, 1) - expected), error => Assert.InRange(Math.Abs(error), 0, 1e-15));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Value_EveryAlignedBlock_HasOnePointInEachCell(bool scramble)
    {
        var halton = new HaltonSequence(7, Primes.Length, scramble);
        for (var d = 0; d < Primes.Length; d++)
            foreach (var size in new[] { Primes[d], Primes[d] * Primes[d], Primes[d] * Primes[d] * Primes[d] })
                for (var block = 0; block < 3; block++)
                    // Half a cell's rounding: k / size itself may fall on either side of the edge.
                    Assert.Equal(
                        size,
                        Enumerable.Range(block * size, size)
                            .Select(i => (int)Math.Floor((halton.Value(i, d) * size) + 1e-9)).Distinct().Count());
    }

    [Fact]
    public void Value_OnePointOfManySeeds_IsUniform()
    {
        foreach (var dimension in new[] { 0, 1, 4 })
            Assert.InRange(
                Distributions.KolmogorovSmirnov(
                    Enumerable.Range(0, 4_000).Select(seed => new HaltonSequence(seed, 5).Value(6, dimension)), x => x), 0,
                    1.63 / Math.Sqrt(4_000));
    }

    [Fact]
    public void Value_LargePrimes_AreNotCorrelated()
    {
        // Unscrambled, the first points of the 50th and 51st dimensions lie on a line.
        Assert.InRange(Correlation(new HaltonSequence(1, 60, scramble: false)), 0.9, 1);
        Assert.InRange(Math.Abs(Correlation(new HaltonSequence(1, 60))), 0, 0.25);
    }

    private static double Correlation(HaltonSequence halton)
    {
        var points = Enumerable.Range(0, 200).Select(i => (X: halton.Value(i, 50) - 0.5, Y: halton.Value(i, 51) - 0.5)).ToArray();
        return points.Sum(p => p.X * p.Y) / Math.Sqrt(points.Sum(p => p.X * p.X) * points.Sum(p => p.Y * p.Y));
    }
}
