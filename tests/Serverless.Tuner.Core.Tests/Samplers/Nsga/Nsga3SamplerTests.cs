using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Samplers.Nsga;

namespace Serverless.Tuner.Core.Tests.Samplers.Nsga;

public class Nsga3SamplerTests : NsgaTests
{
    protected override string Type => "nsga3";

    protected override string Fingerprint => "EC966C07B74EC904";

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
    public void Spread_ThreeObjectives_IsWhatEachAloneDominates()
    {
        double[][] front = [[0, 0.9, 0.9], [0.9, 0, 0.9], [0.9, 0.9, 0], [0.4, 0.4, 0.4]];
        Assert.Equal(new HypervolumeSurvival().Spread(front), new ReferencePointSurvival(20, null).Spread(front));
    }

    [Fact]
    public void Spread_FourObjectives_PutsTheBestOfEachDirectionFirst()
    {
        // Directions are the axes: 0 and 1 are alone on theirs, 2 to 4 share one, of which 3 is the best and 2 only just no worse in all.
        double[][] front = [[1, 0, 0, 0], [0, 1, 0, 0], [0.02, 0.01, 1, 0], [0.01, 0, 0.9, 0.01], [0, 0, 0, 1], [0, 0.1, 0.8, 0.1]];
        var spread = new ReferencePointSurvival(4, null).Spread(front);

        var best = new[] { 0, 1, 3, 4 };
        Assert.All(best, i => Assert.True(spread[i] > Math.Max(spread[2], spread[5])));
    }

    [Fact]
    public void Spread_AnyFront_IsANumber() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        double[][] front = [
            .. Enumerable.Range(0, random.Next(6))
                .Select(_ => Enumerable.Range(0, objectives).Select(_ => random.Next(4) * 1e300).ToArray())];
        Assert.All(new ReferencePointSurvival(20, null).Spread(front), v => Assert.True(double.IsFinite(v)));
    });

    [Fact]
    public void Run_ThreeObjectives_ComesNearTheFrontInTwoHundredTrials()
    {
        // DTLZ2 with 12 floats: its front is a part of a sphere. With parents drawn at random 0.26 is dominated, now 0.47.
        Direction[] directions = [Direction.Minimize, Direction.Minimize, Direction.Minimize];
        var volumes = Enumerable.Range(1, 9).Select(seed =>
        {
            var study = new Study(Nsga(), [.. Enumerable.Range(0, 12).Select(i => Spaces.Float($"x{i}", 0, 1))], seed, directions)
                .Run(200, (_, p) => (TrialState.Complete, Sphere([.. Enumerable.Range(0, 12).Select(i => p[$"x{i}"].AsDouble())])));
            return Hypervolume.Of(study.Trials.Select(t => t.Values!.ToArray()), [1.1, 1.1, 1.1]);
        });
        Assert.InRange(volumes.Order().ElementAt(4), 0.38, 1);
    }

    private static double[] Sphere(double[] x)
    {
        var radius = 1 + x.Skip(2).Sum(v => (v - 0.5) * (v - 0.5));
        var (a, b) = (x[0] * Math.PI / 2, x[1] * Math.PI / 2);
        return [radius * Math.Cos(a) * Math.Cos(b), radius * Math.Cos(a) * Math.Sin(b), radius * Math.Sin(a)];
    }

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
