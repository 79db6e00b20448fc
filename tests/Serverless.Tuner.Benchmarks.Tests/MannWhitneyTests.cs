using Serverless.Tuner.Benchmarks.Peers;
using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Tests;

/// <summary>Expected values: SciPy 1.10.1, <c>scipy.stats.mannwhitneyu</c>.</summary>
public sealed class MannWhitneyTests
{
    private static readonly double[] Few = [1.1, 2.3, 0.7, 3.9, 2.8];
    private static readonly double[] More = [4.2, 5.1, 2.5, 6.3, 7.7, 3.1];

    [Fact]
    public void Compare_NoTies_IsExact()
    {
        var test = MannWhitney.Compare(Few, More, isLessBetter: true);

        Assert.True(test.IsExact);
        Assert.Equal(27.0 / 30, test.WinProbability, 12);
        Assert.Equal(0.030303030303030304, test.PValue, 12);
    }

    [Fact]
    public void Compare_Ties_IsApproximateWithBothCorrections()
    {
        var test = MannWhitney.Compare([1, 2, 2, 3, 3, 3, 4], [2, 3, 4, 4, 5, 5], isLessBetter: true);

        Assert.False(test.IsExact);
        Assert.Equal(1 - (8.5 / 42), test.WinProbability, 12);
        Assert.Equal(0.07826242947714618, test.PValue, 9);
    }

    [Theory]
    [InlineData("Hartmann6", "optuna-5.0 cmaes", 2, 710, 900, 7.21501775620137e-05)]
    [InlineData("SphereShift5", "optuna-5.0 gp (30, 50, 100)", 1, 300, 300, 2.3594350968764233e-09)]
    public void Compare_RecordedRuns_CountsEveryOrder(string function, string peer, int column, int wins, int pairs, double p)
    {
        var peers = PeerData.Read().On("single", function);
        var (ours, theirs) = (peers[peer], peers["optuna-5.0 tpe (default, multivariate)"]);

        var test = MannWhitney.Compare(
            [.. ours.Rows.Select(r => r[column])], [.. theirs.Rows.Select(r => r[column])], isLessBetter: function != "Hartmann6");

        Assert.Equal(wins / (double)pairs, test.WinProbability, 12);
        Assert.Equal(1, test.PValue / p, 6);
    }

    [Fact]
    public void Compare_SidesExchanged_MirrorsProbabilityAndKeepsP()
    {
        var (one, other) = (MannWhitney.Compare(Few, More, isLessBetter: true), MannWhitney.Compare(More, Few, isLessBetter: true));

        Assert.Equal(1, one.WinProbability + other.WinProbability, 12);
        Assert.Equal(one.PValue, other.PValue, 12);
        Assert.Equal(one.WinProbability, MannWhitney.Compare(More, Few, isLessBetter: false).WinProbability, 12);
    }

    [Fact]
    public void Compare_AllTheSame_IsNoDifference()
    {
        var test = MannWhitney.Compare([5, 5, 5], [5, 5], isLessBetter: true);

        Assert.Equal((0.5, 1.0), (test.WinProbability, test.PValue));
    }

    [Fact]
    public void Compare_InfiniteValues_CountAsWorst() =>
        Assert.Equal(
            5.0 / 8,
            MannWhitney.Compare(
                [1, double.PositiveInfinity], [2, double.PositiveInfinity, 3, double.PositiveInfinity], isLessBetter: true).WinProbability,
                12);

    [Fact]
    public void Combine_SeveralFunctions_IsTheirMeanAndSurerThanEach()
    {
        var each = MannWhitney.Compare(Few, More, isLessBetter: true);

        var all = MannWhitney.Combine([each, each, each]);

        Assert.Equal(each.WinProbability, all.WinProbability, 12);
        Assert.True(all.PValue < each.PValue);
        Assert.Equal(0.5, MannWhitney.Combine([each, MannWhitney.Compare(More, Few, isLessBetter: true)]).WinProbability, 12);
    }
}
