using System.Runtime.Intrinsics;
using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Tests.Samplers.Tpe;

public class TruncatedNormalTests
{
    [Fact]
    public void Mass_FourAtATime_IsThatOfTheExactOne()
    {
        foreach (var centre in new[] { 0, 0.01, 0.25, 0.5, 0.93, 1 })
            foreach (var deviation in new[] { 0.001, 0.005, 0.03, 0.2, 1 })
                Assert.InRange(
                    TruncatedNormal.Mass(
                        Vector256.Create(centre), Vector256.Create(deviation))[2] - TruncatedNormal.Mass(centre, deviation), -2e-7, 2e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Draw_NarrowOrWide_StaysInTheRange(double centre)
    {
        var random = new TrialRandom(3, 1);
        for (var i = 0; i < 10_000; i++) Assert.InRange(TruncatedNormal.Draw(centre, i % 2 == 0 ? 1 : 0.001, random), 0, 1);
    }
}
