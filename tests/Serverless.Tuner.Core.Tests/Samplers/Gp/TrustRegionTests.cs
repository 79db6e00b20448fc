using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class TrustRegionTests
{
    private static readonly ParameterSpec[] Space =
        [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1), Spaces.Int("n", 0, 9), Spaces.Float("z", 0, 1)];

    [Fact]
    public void Of_NoTrialWithAValue_IsNone() => Assert.Null(TrustRegion.Of(History([]), _ => true));

    [Fact]
    public void Of_ThreeSuccessesInARow_IsTwiceAsWide() =>
        Assert.Equal(2 * Length(5), Length(5, 4, 3, 2), 12);

    [Fact]
    public void Of_FailuresInARow_IsHalfAsWide()
    {
        Assert.Equal(Length(5), Length(5, 6, 6, 6));
        Assert.Equal(Length(5) / 2, Length(5, 6, 6, 6, 6), 12);
    }

    [Fact]
    public void Of_ASuccessBetweenFailures_CountsThemAnew() => Assert.Equal(Length(5), Length(5, 6, 6, 6, 4, 6, 6, 6), 12);

    [Fact]
    public void Of_TrialsOfOthers_MoveTheCentreAlone()
    {
        var region = TrustRegion.Of(History([5, 6, 6, 6, 6, 6, 3]), _ => false)!;
        Assert.Equal((6, Length(5)), (region.Centre.Number, region.Length));
    }

    [Fact]
    public void Of_VeryManyFailures_BeginsAnew()
    {
        var lengths = Enumerable.Range(1, 200).Select(count => Length([5, .. Enumerable.Repeat(6.0, count)])).ToArray();
        Assert.True(lengths.Min() > 0);
        Assert.Contains(lengths.SkipWhile(l => l > lengths.Min()), l => l == lengths[0]);
    }

    [Fact]
    public void Box_LengthScales_ShapeItAndKeepItsVolume()
    {
        var history = History([5, 4]);
        var region = TrustRegion.Of(history, _ => true)! with { Length = 0.02 };
        var space = new GpSpace(history, []);
        var box = region.Box(space, [0.5, 1, 1, 2]);
        var sides = Enumerable.Range(0, 4).Where(i => i != 2).Select(i => box.Bounds(i, region.Centre.Point[i]))
            .Select(b => b.Upper - b.Lower).ToArray();
        Assert.Equal(0.01, sides[0], 12);
        Assert.Equal(0.02, sides[1], 12);
        Assert.Equal(0.04, sides[2], 12);
        // Of few values always the next ones.
        var (lower, upper) = box.Bounds(2, region.Centre.Point[2]);
        Assert.Equal(0.2, upper - lower, 9);
    }

    [Fact]
    public void Candidates_AnyOfThem_AreInTheBoxOrOnALineThroughItsCentre()
    {
        var history = History([5, 4]);
        var region = TrustRegion.Of(history, _ => true)! with { Length = 0.05 };
        var box = region.Box(new GpSpace(history, []), [1, 1, 1, 1]);
        var random = new TrialRandom(1, 1);
        for (var k = 0; k < 400; k++)
        {
            Assert.Equal(0, Outside(box.Inside(k, random)));
            var onLine = box.OnLine(k, random);
            Assert.InRange(Enumerable.Range(0, 4).Count(i => onLine[i] != region.Centre.Point[i]), 0, 1);
        }

        Assert.Contains(Enumerable.Range(0, 40), k => Outside(box.OnLine(k, random)) == 1);

        int Outside(double[] genes) => Enumerable.Range(0, 4).Count(i => box.Bounds(i, region.Centre.Point[i]) is var (lower, upper)
            && (genes[i] < lower - 1e-9 || genes[i] > upper + 1e-9));
    }

    private static double Length(params double[] values) => TrustRegion.Of(History(values), _ => true)!.Length;

    private static SamplerHistory History(double[] values) => new(SearchSpace.From(Space), [Direction.Minimize], 1, values.Select((v, i) =>
        new SampledTrial(i, TrialState.Complete, new Dictionary<string, ParameterValue>
        {
            ["x"] = ParameterValue.Of(0.4 + (0.01 * i)),
            ["y"] = ParameterValue.Of(0.5),
            ["n"] = ParameterValue.Of(4),
            ["z"] = ParameterValue.Of(0.6),
        }, [v])));
}
