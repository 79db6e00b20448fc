using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Tests.Samplers;

namespace Serverless.Tuner.Core.Tests.Numerics;

public class KeyedPermutationTests
{
    [Fact]
    public void Item_EveryCount_VisitsEachIndexOnce()
    {
        foreach (var count in new[] { 1, 2, 3, 4, 5, 7, 16, 17, 100, 1_000 })
            for (var key = 0UL; key < 20; key++)
            {
                var permutation = new KeyedPermutation(count, key);
                Assert.Equal(
                    Enumerable.Range(0, count).Select(i => (long)i), Enumerable.Range(0, count).Select(i => permutation[i]).Order());
            }
    }

    [Fact]
    public void Item_ManyKeys_PutsAnIndexAnywhereEquallyOften()
    {
        foreach (var count in new[] { 2, 3, 5, 12 })
        {
            var seen = new int[count];
            for (var key = 0UL; key < 6_000; key++) seen[new KeyedPermutation(count, key)[1]]++;
            Assert.InRange(
                Distributions.ChiSquare(seen, [.. seen.Select(_ => 6_000.0 / count)]), 0, Distributions.ChiSquareLimit(count - 1));
        }
    }

    [Fact]
    public void Item_HugeCount_StaysBelowIt()
    {
        var permutation = new KeyedPermutation(1L << 62, 9);
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(i => permutation[i]).Distinct().Count());
        Assert.All(Enumerable.Range(0, 1_000), i => Assert.InRange(permutation[i], 0, (1L << 62) - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((1L << 62) + 1)]
    public void Constructor_CountOutOfRange_Throws(long count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyedPermutation(count, 1));
}
