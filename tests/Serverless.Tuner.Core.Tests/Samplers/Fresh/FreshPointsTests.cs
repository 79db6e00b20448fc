using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Fresh;

public sealed class FreshPointsTests
{
    private const int Trials = 40;

    private static readonly ParameterSpec[] TwoIntegers = [Spaces.Int("m", 1, 10), Spaces.Int("n", 1, 10)];

    [Theory]
    [InlineData("tpe", 1)]
    [InlineData("tpe", 4)]
    [InlineData("auto", 1)]
    [InlineData("auto", 4)]
    public void Next_TwoIntegers_FindsTheOptimumAndRepeatsHardlyAny(string sampler, int workers)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var points = new Workers(sampler, TwoIntegers, seed, workers, Bowl).Run(Trials);
            Assert.InRange(points.Distinct().Count(), 34, Trials);
            Assert.Contains("m=7\nn=3\n", points);
        }
    }

    private static double Bowl(IReadOnlyDictionary<string, ParameterValue> point) =>
        Math.Pow(point["m"].AsInt() - 7, 2) + Math.Pow(point["n"].AsInt() - 3, 2);
}
