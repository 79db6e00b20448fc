using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Fresh;

public sealed class UntriedPointTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(100_000, 77_777)]
    public void Near_OneLeftInASpaceThatIsListed_IsThatOne(int size, int left)
    {
        var history = History(size);
        var untried = history.Encoding.Encode(Point(left))[0];

        for (var number = 0; number < 3; number++)
            Assert.Equal(left, UntriedPoint.Near(history, Point(1), point => point[0] != untried, number)!["x"].AsInt());
    }

    [Fact]
    public void Near_NoneLeftInASpaceThatIsListed_IsNull() => Assert.Null(UntriedPoint.Near(History(100), Point(1), _ => true, 7));

    [Fact]
    public void Near_NoneFoundInALargerSpace_IsTheTriedPoint()
    {
        var tried = Point(1);

        Assert.Same(tried, UntriedPoint.Near(History(100_001), tried, _ => true, 7));
    }

    private static SamplerHistory History(int size) => new(
        SearchSpace.From([new ParameterSpec { Name = "x", Kind = ParameterKind.Int, Low = 1, High = size }]), [Direction.Minimize], 5);

    private static Dictionary<string, ParameterValue> Point(long x) => new() { ["x"] = ParameterValue.Of(x) };
}
