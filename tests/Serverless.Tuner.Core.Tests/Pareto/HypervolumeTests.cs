using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Tests.Pareto;

public class HypervolumeTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Of_NoPoints_IsZero() => Assert.Equal(0, Hypervolume.Of([], [1, 1]));

    [Fact]
    public void Of_OnePoint_IsItsBox() =>
        Assert.Equal(0.5 * 0.75 * 1 * 0.25 * 2, Hypervolume.Of([[0.5, 0.25, 0, 0.75, -1]], Losses.Ones(5)), Tolerance);

    [Fact]
    public void Of_TwoObjectives_IsTheAreaOfTheStaircase() =>
        Assert.Equal(6, Hypervolume.Of([[1, 3], [2, 2], [3, 1], [3, 3]], [4, 4]), Tolerance);

    [Fact]
    public void Of_PointsNotWithinTheReference_AddNothing() =>
        Assert.Equal(0.25, Hypervolume.Of([[0.5, 0.5], [1, 0], [0, 2], [double.NaN, 0], [0, double.PositiveInfinity]], [1, 1]));

    [Fact]
    public void Of_NegativeInfinity_IsInfinite() =>
        Assert.Equal(double.PositiveInfinity, Hypervolume.Of([[0, double.NegativeInfinity, 0, 0], [0, 0, 0, 0]], Losses.Ones(4)));

    [Fact]
    public void Of_PointsOnAGrid_CountsTheCells() => Laws.HoldForSeeds(seed =>
    {
        // Every point is on a grid of 4 cells a side, so that the volume is a number of cells.
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        double[][] losses = [
            .. Enumerable.Range(0, random.Next(12))
                .Select(_ => Enumerable.Range(0, objectives).Select(_ => random.Next(5) / 4.0).ToArray())];
        var cells = 0;
        for (var cell = 0; cell < 1 << (2 * objectives); cell++)
        {
            var corner = Enumerable.Range(0, objectives).Select(i => ((cell >> (2 * i)) & 3) / 4.0).ToArray();
            if (losses.Any(p => Dominance.Covers(p, corner))) cells++;
        }

        Assert.Equal(cells / (double)(1 << (2 * objectives)), Hypervolume.Of(losses, Losses.Ones(objectives)), Tolerance);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Of_RandomPoints_AgreesWithMonteCarlo(int objectives)
    {
        const int Draws = 40_000;
        var random = new Random(objectives);
        double[][] losses = [.. Enumerable.Range(0, 25).Select(_ => Draw(random, objectives))];
        var hits = Enumerable.Range(0, Draws).Count(_ =>
        {
            var x = Draw(random, objectives);
            return losses.Any(p => Dominance.Covers(p, x));
        });
        Assert.Equal(hits / (double)Draws, Hypervolume.Of(losses, Losses.Ones(objectives)), 0.015);
    }

    [Fact]
    public void Of_AnotherOrder_GivesTheSameBits() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        var losses = Losses.From(random, objectives);
        var volume = Hypervolume.Of(losses, Losses.Ones(objectives));
        random.Shuffle(losses);
        Assert.Equal(volume, Hypervolume.Of(losses, Losses.Ones(objectives)));
    });

    [Fact]
    public void Of_ADominatedPointMore_ChangesNothing() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        var losses = Losses.From(random, objectives);
        if (losses.Length == 0) return;
        var worse = losses[random.Next(losses.Length)].Select(x => x + (random.NextDouble() * (1 - x))).ToArray();
        Assert.Equal(
            Hypervolume.Of(losses, Losses.Ones(objectives)), Hypervolume.Of([.. losses, worse], Losses.Ones(objectives)), Tolerance);
    });

    [Fact]
    public void Contributions_AnyPoints_AreWhatIsLostWithoutEach() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        var losses = Losses.From(random, objectives, 20);
        var reference = Losses.Ones(objectives);
        var volume = Hypervolume.Of(losses, reference);
        var contributions = Hypervolume.Contributions(losses, reference);
        for (var i = 0; i < losses.Length; i++)
            Assert.Equal(volume - Hypervolume.Of(losses.Where((_, other) => other != i), reference), contributions[i], Tolerance);
        Assert.True(contributions.Sum() <= volume + Tolerance);
    });

    [Fact]
    public void Gain_AnyPoint_IsWhatItAdds() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(5);
        var losses = Losses.From(random, objectives, 20);
        var point = Draw(random, objectives);
        var reference = Losses.Ones(objectives);
        Assert.Equal(
            Hypervolume.Of([.. losses, point], reference) - Hypervolume.Of(losses, reference), Hypervolume.Gain(point, losses, reference),
            Tolerance);
    });

    [Fact]
    public void Select_AnyPoints_EqualsTheGreedyChoiceWithoutLaziness() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var objectives = 1 + random.Next(4);
        var losses = Losses.From(random, objectives, 20);
        var reference = Losses.Ones(objectives);
        var count = random.Next(losses.Length + 1);
        var selected = HypervolumeSubset.Select(losses, count, reference);

        Assert.Equal(count, selected.Distinct().Count());
        // Gains that differ by rounding only may change places, so that gains are compared and not indices.
        var chosen = new List<double[]>();
        foreach (var i in selected)
        {
            var best = Enumerable.Range(0, losses.Length).Max(other => Hypervolume.Gain(losses[other], chosen, reference));
            Assert.Equal(best, Hypervolume.Gain(losses[i], chosen, reference), Tolerance);
            chosen.Add(losses[i]);
        }
    });

    [Fact]
    public void Select_MoreThanThereAre_GivesAll() =>
        Assert.Equal([1, 0, 2], HypervolumeSubset.Select([[0.5, 0.9], [0.2, 0.2], [double.NaN, 0]], 9, [1, 1]));

    [Fact]
    public void UnitLosses_RangeOfTheScale_BecomesZeroToOne()
    {
        Assert.Equal([[0, 1], [1, 0]], UnitLosses.Of([[-1e308, 7], [1e308, 3]]));
        Assert.Equal([[-1, 0.5, 2]], UnitLosses.Of([[0, 5, 9]], [[10, 4, 7], [20, 6, 7]]));
        Assert.Equal([1.1, 1.1], UnitLosses.ReferencePoint(2));
    }

    private static double[] Draw(Random random, int objectives) => [.. Enumerable.Range(0, objectives).Select(_ => random.NextDouble())];
}
