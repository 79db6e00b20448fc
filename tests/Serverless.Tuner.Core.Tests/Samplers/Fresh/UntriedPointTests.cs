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

    [Fact]
    public void Near_ManyParametersAllTriedAround_AsksAboutFewPoints()
    {
        var choices = Enumerable.Range(0, 5_000).Select(k => ParameterValue.Of(k)).ToArray();
        ParameterSpec[] space =
        [
            .. Enumerable.Range(0, 300).Select(i => Spaces.Int($"i{i}", 1, 1_000_000)),
            new ParameterSpec { Name = "c", Kind = ParameterKind.Categorical, Choices = choices },
        ];
        var history = new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], 5);
        var tried = history.Encoding.Scales.Select((s, i) => (space[i].Name, s.FromCoordinate(0.5))).ToDictionary();
        var asked = 0;

        Assert.Same(tried, UntriedPoint.Near(history, tried, _ => ++asked > 0, 7));
        Assert.InRange(asked, 100, 2_000);
    }

    [Fact]
    public void Near_AnotherChoice_BringsTheParametersThatExistOnlyThen()
    {
        ParameterSpec[] space =
        [
            Spaces.Choice("model", "line", "tree", "net"),
            Spaces.Int("depth", 1, 9).When("model", ParameterValue.Of("tree")),
            Spaces.Float("rate", 0, 1).When("model", ParameterValue.Of("net")),
        ];
        var history = new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], 5);
        var line = new Dictionary<string, ParameterValue> { ["model"] = ParameterValue.Of("line") };
        var tried = history.Encoding.Encode(line);
        var seen = new HashSet<string>();
        for (var number = 0; number < 20; number++)
        {
            var point = UntriedPoint.Near(history, line, p => p.SequenceEqual(tried), number)!;
            Study.AssertInSpace(history.Space, point);
            seen.Add(point["model"].ToString());
        }

        Assert.Equal(["net", "tree"], seen.Order());
    }

    private static SamplerHistory History(int size) => new(
        SearchSpace.From([new ParameterSpec { Name = "x", Kind = ParameterKind.Int, Low = 1, High = size }]), [Direction.Minimize], 5);

    private static Dictionary<string, ParameterValue> Point(long x) => new() { ["x"] = ParameterValue.Of(x) };
}
