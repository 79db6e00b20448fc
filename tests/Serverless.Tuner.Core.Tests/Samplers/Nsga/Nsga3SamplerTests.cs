using Serverless.Tuner.Core.Samplers.Nsga;

namespace Serverless.Tuner.Core.Tests.Samplers.Nsga;

public class Nsga3SamplerTests : NsgaTests
{
    protected override string Type => "nsga3";

    protected override string Fingerprint => "759CF84F9954B9B9";

    [Theory]
    [InlineData(2, 4, 5)]
    [InlineData(3, 12, 91)]
    [InlineData(5, 6, 210)]
    [InlineData(1, 1, 1)]
    public void Of_Divisions_GivesAsManyPointsOfTheSimplex(int objectives, int divisions, int expected)
    {
        var points = ReferenceDirections.Of(objectives, divisions);
        Assert.Equal(expected, points.Length);
        Assert.Equal(expected, ReferenceDirections.Count(objectives, divisions));
        Assert.All(points, p => Assert.Equal(1, p.Sum(), 1e-12));
        Assert.Equal(expected, points.Select(p => string.Join(' ', p)).Distinct().Count());
    }

    [Theory]
    [InlineData(1, 50, 1)]
    [InlineData(2, 20, 19)]
    [InlineData(3, 20, 4)]
    [InlineData(3, 21, 5)]
    [InlineData(10, 20, 1)]
    public void DivisionsFor_APopulation_UsesAsManyDirectionsAsFit(int objectives, int most, int expected) =>
        Assert.Equal(expected, ReferenceDirections.DivisionsFor(objectives, most));

    [Fact]
    public void Choose_CrowdsAndEmptyDirections_TakesOneOfEach()
    {
        // Directions (0, 1), (½, ½), (1, 0); the chosen one is at the first.
        double[][] front = [[0.05, 0.9], [0.1, 0.85], [0.15, 0.84], [0.5, 0.48], [0.52, 0.47], [1, 0]];
        var survivors = new ReferencePointSurvival(3, 2).Choose([[0, 1]], front, new double[6], 2, new(1, 1));
        Assert.Equal([3, 5], survivors.Order());
    }

    [Fact]
    public void Choose_AnyFront_GivesDifferentIndices() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        double[][] Draw(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, objectives).Select(_ => random.Next(4) * 1e300).ToArray())];
        var front = Draw(2 + random.Next(30));
        var count = 1 + random.Next(front.Length - 1);
        var survivors = new ReferencePointSurvival(20, null)
            .Choose(Draw(random.Next(5)), front, new double[front.Length], count, new(seed, 0));
        Assert.Equal(count, survivors.Distinct().Count(i => i >= 0 && i < front.Length));
    });

    [Fact]
    public void Normalisation_APlane_BecomesTheUnitSimplex()
    {
        double[][] plane = [[10, 0, 5], [0, 100, 5], [0, 0, 6], [5, 25, 5.25]];
        Assert.All(ObjectiveNormalisation.Of(plane), p => Assert.Equal(1, p.Sum(), 1e-9));
    }

    [Fact]
    public void Suggest_DividingParameter_StaysInTheSpace() =>
        new Study(
            Nsga(("dividingParameter", ParameterValue.Of(12))), Spaces.EveryKind, 1, Direction.Minimize, Direction.Maximize,
            Direction.Minimize)
            .Run(60, (number, _) => (TrialState.Complete, [Math.Sin(number), Math.Cos(number), Math.Sin(2 * number)]));
}
