using Serverless.Tuner.Core.Samplers.Nsga;

namespace Serverless.Tuner.Core.Tests.Samplers.Nsga;

public class HypervolumeSurvivalTests
{
    private readonly HypervolumeSurvival _survival = new();

    [Fact]
    public void Spread_TwoObjectives_IsWhatEachAloneDominates()
    {
        // In units of the range, against (1.1, 1.1); the first objective's range is 4.
        var spread = _survival.Spread([[0, 1], [1, 0.5], [4, 0]]);
        Assert.Equal(0.25 * 0.1, spread[0], 1e-12);
        Assert.Equal(0.75 * 0.5, spread[1], 1e-12);
        Assert.Equal(0.1 * 0.5, spread[2], 1e-12);
    }

    [Fact]
    public void Spread_FourObjectives_IsTheCrowdingDistance()
    {
        double[][] front = [[0, 1, 2, 3], [1, 0, 3, 2], [0.5, 0.5, 2.5, 2.5]];
        Assert.Equal(new CrowdingSurvival().Spread(front), _survival.Spread(front));
    }

    [Fact]
    public void Choose_MoreThanFit_DropsWhatAddsLeast()
    {
        double[][] front = [[0, 0.9, 0.9], [0.9, 0, 0.9], [0.9, 0.9, 0], [0.4, 0.4, 0.4], [0.41, 0.39, 0.4]];
        var spread = _survival.Spread(front);
        Assert.DoesNotContain(Array.IndexOf(spread, spread.Min()), _survival.Choose([], front, spread, 4, new(1, 1)));
    }
}
