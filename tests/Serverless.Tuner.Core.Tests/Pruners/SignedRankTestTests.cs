using Serverless.Tuner.Core.Pruners.Wilcoxon;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class SignedRankTestTests
{
    // Hollander and Wolfe's depression scores, Darwin's maize (published exact p values, the same from SciPy 1.10).
    [Theory]
    [InlineData(0.01953125, new double[] { 0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01 })]
    [InlineData(0.0206298828125, new double[] { 6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75 })]
    [InlineData(0.982330322265625, new double[] { -6, -8, -14, -16, -23, -24, -28, -29, -41, 48, -49, -56, -60, 67, -75 })]
    [InlineData(1, new double[] { 0, 0, 0 })]
    [InlineData(0.5, new double[] { 7 })]
    [InlineData(1, new double[] { -7 })]
    public void Greater_KnownSamples_HasTheirPValue(double p, params double[] differences) =>
        Assert.Equal(p, SignedRankTest.Greater(differences), 12);

    // Beyond 50 pairs by the normal distribution; SciPy 1.10, zero_method="zsplit", mode="approx".
    [Theory]
    [InlineData(80, 101, -39.5, 0.0021431612321822133)]
    [InlineData(90, 31, -12.5, 0.011411437563065644)]
    [InlineData(90, 31, -12.0, 0.0033530896385376603)]
    public void Greater_LargeSamples_AsSciPy(int count, int modulus, double shift, double p) =>
        Assert.Equal(p, SignedRankTest.Greater([.. Enumerable.Range(0, count).Select(i => (i * 37 % modulus) + shift)]), 5);

    [Fact]
    public void Greater_SmallSamplesWithTiesAndZeros_CountsEverySign() => Laws.HoldForSeeds(seed =>
    {
        var random = new TrialRandom(seed, 1);
        double[] differences = [.. Enumerable.Range(0, 1 + (int)random.NextInt(9)).Select(_ => (double)random.NextInt(9) - 4)];
        Assert.Equal(Enumerated(differences), SignedRankTest.Greater(differences), 12);
    });

    [Fact]
    public void Greater_FiftyPairsAndMore_AgreeWithEachOther()
    {
        var random = new TrialRandom(1, 1);
        double[] differences = [.. Enumerable.Range(0, 51).Select(_ => random.NextGaussian() + 0.2)];
        // The exact value of 50 and the approximation of 51 are close.
        Assert.InRange(SignedRankTest.Greater(differences) - SignedRankTest.Greater(differences.AsSpan(0, 50)), -0.03, 0.03);
    }

    private static double Enumerated(double[] differences)
    {
        double[] ranks = [
            .. differences.Select(
                d => differences.Count(e => Math.Abs(e) < Math.Abs(d)) + ((1 + differences.Count(e => Math.Abs(e) == Math.Abs(d))) / 2.0))];
        var above = ranks.Where((_, i) => differences[i] > 0).Sum();
        double[] signed = [.. ranks.Where((_, i) => differences[i] != 0)];
        var assignments = 1 << signed.Length;
        return Enumerable.Range(0, assignments)
            .Count(signs => signed.Where((_, i) => (signs >> i & 1) == 1).Sum() >= above) / (double)assignments;
    }
}
