using Serverless.Tuner.Objectives.Digits;

namespace Serverless.Tuner.Objectives.Tests.Digits;

public sealed class OptimizerTests
{
    [Fact]
    public void SgdStep_WithMomentum_AddsUpVelocity() =>
        Assert.Equal([-0.1, -0.1 - 0.15, -0.25 - 0.175], Steps(new SgdOptimizer(1, 0.1, 0.5)), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void AdamStep_ConstantGradient_MovesByTheLearningRate() =>
        Assert.Equal([-0.1, -0.2, -0.3], Steps(AdaptiveOptimizer.Adam(1, 0.1)), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void RmsPropStep_ConstantGradient_DividesByTheRootOfTheMeanSquare() =>
        Assert.Equal(-0.1 / Math.Sqrt(0.1), Steps(AdaptiveOptimizer.RmsProp(1, 0.1))[0], 6);

    private static double[] Steps(IOptimizer optimizer)
    {
        double[] weight = [0];
        var path = new double[3];
        for (var i = 0; i < path.Length; i++)
        {
            optimizer.Step(weight, [1]);
            path[i] = weight[0];
        }

        return path;
    }
}
