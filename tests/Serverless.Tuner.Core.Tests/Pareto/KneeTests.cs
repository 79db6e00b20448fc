using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Tests.Pareto;

public sealed class KneeTests
{
    [Fact]
    public void Distances_OfAFrontWithABend_AreGreatestAtTheBend()
    {
        double[][] front = [[0, 1], [0.1, 0.2], [0.5, 0.12], [1, 0]];

        var distances = Knee.Distances(front);

        // By hand: the line x + y = 1 is 0.7 / √2 away from (0.1, 0.2).
        Assert.Equal([0, 0.7 / Math.Sqrt(2), 0.38 / Math.Sqrt(2), 0], distances, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Distances_DoNotDependOnTheUnits()
    {
        double[][] front = [[0, 1, 0.4], [0.1, 0.2, 0.3], [1, 0, 0.9], [0.6, 0.3, 0]];
        double[][] scaled = [.. front.Select(p => new[] { (p[0] * 1000) - 7, p[1] * 1e-6, 40 + p[2] })];

        Assert.All(Knee.Distances(front).Zip(Knee.Distances(scaled)), pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    [Fact]
    public void Distances_OfThreeObjectives_AreFromThePlaneThroughTheExtremes()
    {
        // The extremes are not the corners of the cube: the plane through them is not x + y + z = 1.
        double[][] front = [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.9, 0], [0.2, 0.2, 0.1]];

        var distances = Knee.Distances(front);

        Assert.All(distances[..3], d => Assert.Equal(0, d, 9));
        Assert.True(distances[3] > 0.1);
    }

    [Fact]
    public void Distances_OfPointsThatSpanNothing_AreNumbers()
    {
        Assert.Empty(Knee.Distances([]));
        Assert.Equal([0], Knee.Distances([[3, 4]]));
        Assert.Equal([0, 0], Knee.Distances([[1, 1], [1, 1]]));
        Assert.All(Knee.Distances([[0, 5, 1], [1, 5, 0], [0.2, 5, 0.2]]), d => Assert.True(double.IsFinite(d)));
    }
}
