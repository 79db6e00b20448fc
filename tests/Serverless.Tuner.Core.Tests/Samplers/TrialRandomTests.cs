namespace Serverless.Tuner.Core.Tests.Samplers;

public class TrialRandomTests
{
    [Fact]
    public void NextBits_SameSeedAndTrial_SameStream()
    {
        var (a, b) = (new TrialRandom(-5, 12), new TrialRandom(-5, 12));
        for (var i = 0; i < 100; i++) Assert.Equal(a.NextBits(), b.NextBits());
    }

    [Fact]
    public void NextBits_NeighbouringSeedsAndTrials_AllDiffer()
    {
        var first = new HashSet<ulong>();
        for (var seed = -50; seed < 50; seed++)
            for (var trial = 0; trial < 100; trial++)
                Assert.True(first.Add(new TrialRandom(seed, trial).NextBits()));
    }

    [Fact]
    public void FirstDoubles_OfConsecutiveTrials_AreUniform()
    {
        var draws = Enumerable.Range(0, 5_000).Select(trial => new TrialRandom(42, trial).NextDouble());
        Assert.True(Distributions.KolmogorovSmirnov(draws, x => x) < 1.63 / Math.Sqrt(5_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void NextInt_FewValues_AllEquallyOften(int count)
    {
        var random = new TrialRandom(3, 1);
        var seen = new int[count];
        for (var i = 0; i < 30_000; i++) seen[random.NextInt(count)]++;
        Assert.True(Distributions.ChiSquare(seen, [.. seen.Select(_ => 30_000.0 / count)]) < Distributions.ChiSquareLimit(count - 1));
    }

    [Fact]
    public void NextInt_ThreeQuartersOfTheBits_IsUnbiased()
    {
        // With a plain remainder the lower third would come up twice as often.
        const long Count = (1L << 62) + (1L << 61);
        var random = new TrialRandom(4, 1);
        var low = Enumerable.Range(0, 30_000).Count(_ => random.NextInt(Count) < Count / 3);
        Assert.InRange(low, 9_700, 10_300);
    }

    [Fact]
    public void NextInt_NoValues_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new TrialRandom(0, 0).NextInt(0));

    [Fact]
    public void NextGaussian_ManyDraws_IsStandardNormal()
    {
        var random = new TrialRandom(5, 1);
        var draws = Enumerable.Range(0, 5_000).Select(_ => random.NextGaussian());
        Assert.True(
            Distributions.KolmogorovSmirnov(draws, Serverless.Tuner.Core.Numerics.NormalDistribution.Cdf) < 1.63 / Math.Sqrt(5_000));
    }
}
