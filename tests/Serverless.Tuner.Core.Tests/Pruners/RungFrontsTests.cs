using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class RungFrontsTests
{
    [Fact]
    public void IsAmongBest_OfAllPoints_AsManyAsThereArePlacesAreButForTies() => Laws.HoldForSeeds(seed =>
    {
        var (random, points) = Points(seed);
        var places = 1 + (int)random.NextInt(points.Length);
        // No two are equal, so that each has a place of its own.
        Assert.Equal(places, points.Count(point => IsAmongBest(point, points, places)));
    });

    [Fact]
    public void IsAmongBest_LossesRescaledByAnyMonotoneFunction_HaveTheSameFronts() => Laws.HoldForSeeds(seed =>
    {
        var (_, points) = Points(seed);
        double[][] rescaled = [.. points.Select(p => p.Select((x, i) => i == 0 ? Math.Exp(x) : x * x * x).ToArray())];
        for (var i = 0; i < points.Length; i++)
        {
            Assert.Equal(IsAmongBest(points[i], points, 0), IsAmongBest(rescaled[i], rescaled, 0));
            // A whole number of fronts: what the net takes first does not matter.
            var better = points.Count(p => IsAmongBest(p, points, 0));
            Assert.Equal(IsAmongBest(points[i], points, better), IsAmongBest(rescaled[i], rescaled, better));
        }
    });

    [Fact]
    public void IsAmongBest_MorePlaces_NeverLoses() => Laws.HoldForSeeds(seed =>
    {
        var (random, points) = Points(seed);
        var places = 1 + (int)random.NextInt(points.Length);
        foreach (var point in points)
            if (IsAmongBest(point, points, places)) Assert.True(IsAmongBest(point, points, places + 1));
    });

    [Fact]
    public void IsAmongBest_EqualPoints_ShareAPlace()
    {
        double[][] points = [[0, 1], [0, 1], [0, 1], [1, 0]];
        Assert.Equal([true, true, true, false], points.Select(p => IsAmongBest(p, points, 1)));
        Assert.Equal([true, true, true, false], points.Select(p => IsAmongBest(p, points, 3)));
    }

    private static bool IsAmongBest(double[] own, double[][] all, int places) =>
        RungFronts.IsAmongBest(own, [.. all.Where(p => !ReferenceEquals(p, own))], places);

    private static (TrialRandom Random, double[][] Points) Points(int seed)
    {
        var random = new TrialRandom(seed, 1);
        var directions = 2 + (int)random.NextInt(2);
        return (random, [.. Enumerable.Range(0, 2 + (int)random.NextInt(20))
            .Select(_ => Enumerable.Range(0, directions).Select(_ => random.NextGaussian()).ToArray())]);
    }
}
