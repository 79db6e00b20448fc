using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class ScalarizationTests
{
    private static readonly double[][] Front = [[0, 1], [0.25, 0.5], [1, 0]];

    [Fact]
    public void Apply_TrialsMuchWorseThanTheFront_DoNotChangeHowItIsWeighted()
    {
        double[][] losses = [.. Front, [0.5, 9], [1, 7]];
        Assert.Equal(Of(Front), Of(losses)[..3]);
    }

    [Fact]
    public void Apply_ABetterTrialThatIsNotFeasible_DoesNotChangeHowTheFrontIsWeighted() =>
        Assert.Equal(Of(Front), Scalarization.Apply([.. Front, [-3, -3]], Front, new(1, 1))[..3]);

    [Fact]
    public void Apply_AFrontOfOnePoint_StaysANumber() =>
        Assert.All(Of([[0, 1e300], [1, 1.5e300], [1, 1e308]]), row => Assert.True(double.IsFinite(row[0])));

    private static double[][] Of(double[][] losses) => Scalarization.Apply(losses, losses, new(1, 1));
}
