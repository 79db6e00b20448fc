using Serverless.Tuner.Core.Samplers.CmaEs;

namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class StrategyParametersTests
{
    [Fact]
    public void Constructor_TenDimensionsTenTrials_GivesTheTutorialsValues()
    {
        var p = new StrategyParameters(10, 10, isDiagonal: false);
        Assert.Equal(5, p.Parents);
        Assert.Equal(3.1673, p.MuEff, 4);
        Assert.Equal((3.1673 + 2) / (10 + 3.1673 + 5), p.CSigma, 4);
        Assert.Equal(2 / ((11.3 * 11.3) + 3.1673), p.C1, 4);
        Assert.Equal(3.0847, p.ChiN, 4);
        Assert.InRange(p.DSigma, 1 + p.CSigma, 1.5);
    }

    [Fact]
    public void Weights_AnySize_SumToOneForTheParentsAndFallOff()
    {
        foreach (var dimensions in new[] { 1, 2, 10, 200 })
            for (var population = 2; population < 40; population++)
                foreach (var isDiagonal in new[] { true, false })
                {
                    var p = new StrategyParameters(dimensions, population, isDiagonal);
                    Assert.Equal(1, p.Weights.Take(p.Parents).Sum(), 12);
                    Assert.All(p.Weights.Take(p.Parents), w => Assert.True(w > 0));
                    Assert.All(p.Weights.Skip(p.Parents), w => Assert.True(w <= 0));
                    Assert.Equal(p.Weights.OrderDescending(), p.Weights);
                    // What is forgotten is never more than there is, whatever the bad directions take.
                    Assert.InRange(1 - p.C1 - (p.CMu * p.Weights.Sum()), -1e-12, 1);
                    Assert.InRange(p.C1 + p.CMu, 0, 1 + 1e-12);
                }
    }
}
