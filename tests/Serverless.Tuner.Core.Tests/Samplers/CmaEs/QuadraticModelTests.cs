using Serverless.Tuner.Core.Samplers.CmaEs;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class QuadraticModelTests
{
    private const int N = 4;

    private static readonly double[] Least = [0.4, 0.55, 0.62, 0.35];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Minimum_Bowl_IsItsBottom(bool hasProducts)
    {
        var white = Minimum(History(40, Bowl), 40, hasProducts)!;
        for (var j = 0; j < N; j++) Assert.Equal(Least[j], 0.5 + (0.2 * white[j]), 3);
    }

    [Fact]
    public void Minimum_TurnedBowl_IsItsBottomWithProductsAlone()
    {
        var history = History(40, x => Bowl(x) + (3 * (x[0] - Least[0]) * (x[3] - Least[3])) - (2 * (x[1] - Least[1]) * (x[2] - Least[2])));
        var white = Minimum(history, 40, hasProducts: true)!;
        for (var j = 0; j < N; j++) Assert.Equal(Least[j], 0.5 + (0.2 * white[j]), 3);
        var without = Minimum(history, 40)!;
        Assert.Contains(Enumerable.Range(0, N), j => Math.Abs(0.5 + (0.2 * without[j]) - Least[j]) > 0.01);
    }

    [Fact]
    public void Minimum_Saddle_IsDownhillAndNotFar()
    {
        var white = Minimum(History(40, x => ((x[0] - 0.5) * (x[1] - 0.5)) + (x[0] / 10)), 40, hasProducts: true)!;
        Assert.True(white[0] * white[1] < 0 && white[0] < 0);
        Assert.InRange(Math.Sqrt(white.Sum(v => v * v)), 0.8, 2 * Math.Sqrt(N));
    }

    [Fact]
    public void Minimum_Slope_IsDownhillAndNotFar()
    {
        var white = Minimum(History(40, x => x[0] - x[1]), 40)!;
        Assert.True(white[0] < -1 && white[1] > 1);
        Assert.InRange(Math.Sqrt(white.Sum(v => v * v)), 0, 2 * Math.Sqrt(N));
    }

    [Fact]
    public void Minimum_DivergedLosses_IsNearTheBottomStill()
    {
        var white = Minimum(History(40, x => x[0] > 0.9 ? 1e12 : Bowl(x)), 40)!;
        for (var j = 0; j < N; j++) Assert.InRange(0.5 + (0.2 * white[j]), Least[j] - 0.2, Least[j] + 0.2);
    }

    [Fact]
    public void Minimum_TrialsOfLaterTurns_DoNotCount()
    {
        var history = History(40, Bowl);
        var before = Minimum(history, 40);
        for (var number = 40; number < 60; number++) history.Set(Trial(number, _ => number));
        Assert.Equal(before, Minimum(history, 40));
    }

    [Fact]
    public void Minimum_TooFewOrAllTheSame_IsNull()
    {
        Assert.Null(Minimum(History(9, Bowl), 9));
        Assert.NotNull(Minimum(History(10, Bowl), 10));
        Assert.Null(Minimum(History(16, Bowl), 16, hasProducts: true));
        Assert.NotNull(Minimum(History(17, Bowl), 17, hasProducts: true));
        Assert.Null(Minimum(History(40, _ => 1), 40));
        // So far apart that sums of squares overflow: no model, or one that can be drawn.
        if (Minimum(History(40, x => x[0] * double.MaxValue), 40) is { } white) Assert.All(white, v => Assert.True(double.IsFinite(v)));
    }

    private static double Bowl(double[] x) => x.Select((v, j) => (1 + j) * (v - Least[j]) * (v - Least[j])).Sum();

    private static double[]? Minimum(SamplerHistory history, int first, bool hasProducts = false)
    {
        var distribution = SearchDistribution.At([.. Enumerable.Repeat(0.5, N)], 0.2, Covariance.Identity(N, false), []);
        return QuadraticModel.Of(
            distribution, new NumericCoordinates(history.Encoding), new WholeHistory(history), first, hasProducts)?.Minimum();
    }

    private static SamplerHistory History(int count, Func<double[], double> value) => new(
        SearchSpace.From([.. Enumerable.Range(0, N).Select(j => Spaces.Float($"x{j}", 0, 1))]), [Direction.Minimize], 1,
        Enumerable.Range(0, count).Select(number => Trial(number, value)));

    private static SampledTrial Trial(int number, Func<double[], double> value)
    {
        var random = new TrialRandom(3, number);
        double[] x = [.. Enumerable.Range(0, N).Select(_ => random.NextDouble())];
        var point = x.Select((v, j) => ($"x{j}", v)).ToDictionary(p => p.Item1, p => ParameterValue.Of(p.v));
        return new SampledTrial(number, TrialState.Complete, point, [value(x)]);
    }
}
