using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(new double[] { 4, 1, 3, 2 }, 1.75, 2.5, 3.25)]
    [InlineData(new double[] { 7 }, 7, 7, 7)]
    [InlineData(
        new[] { 1, double.PositiveInfinity, double.PositiveInfinity }, double.PositiveInfinity, double.PositiveInfinity,
        double.PositiveInfinity)]
    public void Quartiles_OfASample_InterpolatesBetweenNeighbours(double[] sample, double lower, double median, double upper) =>
        Assert.Equal(new Quartiles(lower, median, upper), Quartiles.Of(sample));

    [Fact]
    public void Quartiles_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => Quartiles.Of([]));

    [Fact]
    public void Hypervolume_TwoObjectives_IsTheAreaOfTheStaircase() =>
        Assert.Equal((1.1 * 0.35) + (0.85 * 0.25) + (0.6 * 0.5), Hypervolume.Of([[0, 0.75], [0.25, 0.5], [0.5, 0]], 1.1), 12);

    [Fact]
    public void Hypervolume_ThreeObjectives_CountsOverlapsOnce() =>
        // Two boxes of 1/2 and 1/2 that share 1/4.
        Assert.Equal(0.75, Hypervolume.Of([[0.5, 0, 0], [0, 0.5, 0]], 1), 12);

    [Fact]
    public void Hypervolume_PointsBeyondOrDominated_AddNothing()
    {
        double[][] front = [[0.2, 0.6, 0.4], [0.5, 0.3, 0.1]];

        Assert.Equal(Hypervolume.Of(front, 1.1), Hypervolume.Of([.. front, [0.6, 0.7, 0.5], [0, 0, 1.1], [2, -1, -1]], 1.1), 12);
        Assert.Equal(0, Hypervolume.Of([[1.1, 0]], 1.1));
    }
}
