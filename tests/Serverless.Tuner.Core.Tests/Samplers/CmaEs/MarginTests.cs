using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.CmaEs;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class MarginTests
{
    [Fact]
    public void Apply_AnyMeanAndStep_LeavesAChanceToLeaveTheCell() => Laws.HoldForSeeds(seed =>
    {
        var random = new TrialRandom(seed, 0);
        var parameter = random.NextInt(2) == 0
            ? Spaces.Int("k", 1, 2 + random.NextInt(30), log: true)
            : Spaces.Int("k", 0, 1 + random.NextInt(30));
        var cells = (IDiscreteScale)ParameterScale.Of(SearchSpace.From([parameter]).Parameters[0]);
        var probability = 0.001 + (0.2 * random.NextDouble());
        var sigma = Math.Pow(10, -12 * random.NextDouble());
        var distribution = Margin.Apply(At((1.4 * random.NextDouble()) - 0.2, sigma), [cells], probability);
        var deviation = distribution.Deviation(0);
        var (lower, upper) = cells.CellOf(Math.Clamp(distribution.Mean[0], 0, 1));
        var below = lower <= 0 ? 0 : NormalDistribution.Cdf((lower - distribution.Mean[0]) / deviation);
        var above = upper >= 1 ? 0 : NormalDistribution.Cdf((distribution.Mean[0] - upper) / deviation);
        Assert.InRange(below + above, probability * 0.999, 1);
        if (lower > 0 && upper < 1) Assert.InRange(Math.Min(below, above), probability * 0.499, 1);
    });

    [Fact]
    public void Apply_StepWideEnough_ChangesNothing()
    {
        var cells = (IDiscreteScale)ParameterScale.Of(SearchSpace.From([Spaces.Int("k", 0, 9)]).Parameters[0]);
        var distribution = Margin.Apply(At(0.42, 0.2), [cells], 0.05);
        Assert.Equal((0.42, 1.0), (distribution.Mean[0], distribution.Stretch[0]));
    }

    [Fact]
    public void Apply_Continuous_ChangesNothing()
    {
        var distribution = At(0.42, 1e-9);
        Assert.Same(distribution, Margin.Apply(distribution, [null], 0.1));
    }

    private static SearchDistribution At(double mean, double sigma) =>
        SearchDistribution.At([mean], sigma, Covariance.Identity(1, false), []);
}
