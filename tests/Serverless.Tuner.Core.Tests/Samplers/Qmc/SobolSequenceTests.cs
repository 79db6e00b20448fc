using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Core.Tests.Samplers.Qmc;

public class SobolSequenceTests
{
    [Fact]
    public void Value_Unscrambled_IsTheKnownSequence()
    {
        var sobol = new SobolSequence(1, scramble: false);
        double[][] expected =
        [
            [0, 0, 0, 0], [0.5, 0.5, 0.5, 0.5], [0.25, 0.75, 0.75, 0.75], [0.75, 0.25, 0.25, 0.25],
            [0.125, 0.625, 0.375, 0.125], [0.625, 0.125, 0.875, 0.625], [0.375, 0.375, 0.625, 0.875], [0.875, 0.875, 0.125, 0.375],
        ];
        Assert.Equal(
            expected.OrderBy(p => p[0]).Select(p => string.Join(' ', p)),
            Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 4).Select(d => sobol.Value(i, d)).ToArray())
                .OrderBy(p => p[0]).Select(p => string.Join(' ', p)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Value_EveryAlignedBlock_HasOnePointInEachCell(bool scramble)
    {
        var sobol = new SobolSequence(7, scramble);
        foreach (var dimension in new[] { 0, 1, 2, 17, 99, 255, 336, 337, 500, 10_000 })
            foreach (var size in new[] { 1, 2, 8, 64, 256 })
                for (var block = 0; block < 4; block++)
                    Assert.Equal(
                        size, Enumerable.Range(block * size, size).Select(i => (int)(sobol.Value(i, dimension) * size)).Distinct().Count());
    }

    [Fact]
    public void Value_AllDimensionsOfTheTable_HaveTheKnownProducts()
    {
        // The sum over 4,096 points of the products of neighbouring coordinates, as another implementation has it; every term is exact.
        var sobol = new SobolSequence(0, scramble: false);
        var sum = 0.0;
        for (var i = 0; i < 4_096; i++)
            for (var d = 1; d < SobolSequence.TableDimensions; d++)
                sum += sobol.Value(i, d - 1) * sobol.Value(i, d);
        Assert.Equal(337, SobolSequence.TableDimensions);
        Assert.Equal(343907.3972167969, sum);
    }

    [Fact]
    public void Value_FirstTwoDimensions_AreANet()
    {
        var sobol = new SobolSequence(5);
        foreach (var (columns, rows) in new[] { (64, 1), (32, 2), (16, 4), (8, 8), (4, 16), (2, 32), (1, 64) })
            Assert.Equal(
                64, Enumerable.Range(0, 64)
                    .Select(i => ((int)(sobol.Value(i, 0) * columns), (int)(sobol.Value(i, 1) * rows))).Distinct().Count());
    }

    [Fact]
    public void Value_OnePointOfManySeeds_IsUniform()
    {
        foreach (var index in new[] { 0, 5 })
            Assert.InRange(
                Distributions.KolmogorovSmirnov(
                    Enumerable.Range(0, 4_000).Select(seed => new SobolSequence(seed).Value(index, 3)), x => x), 0,
                    1.63 / Math.Sqrt(4_000));
    }

    [Fact]
    public void Value_TwoDimensionsOfManySeeds_AreIndependent()
    {
        var seen = new int[64];
        for (var seed = 0; seed < 6_400; seed++)
        {
            var sobol = new SobolSequence(seed);
            seen[((int)(sobol.Value(9, 0) * 8) * 8) + (int)(sobol.Value(9, 1) * 8)]++;
        }

        Assert.InRange(Distributions.ChiSquare(seen, [.. seen.Select(_ => 100.0)]), 0, Distributions.ChiSquareLimit(63));
    }

    [Fact]
    public void Value_ThirtyTwoDigitsUsedUp_GoesOnFiner() =>
        Assert.Contains(Enumerable.Range(0, 50).Select(i => new SobolSequence(1).Value(i, 0) * (1L << 32)), x => x != Math.Floor(x));
}
