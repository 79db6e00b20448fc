using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Tests.Pareto;

public class NonDominatedSortTests
{
    [Fact]
    public void Rank_NoPoints_IsEmpty() => Assert.Empty(NonDominatedSort.Rank([]));

    [Fact]
    public void Rank_TwoObjectives_GivesTheFronts() =>
        Assert.Equal([0, 0, 0, 1, 1, 2, 0], NonDominatedSort.Rank([[4, 4], [10, 0], [0, 10], [5, 5], [11, 1], [6, 6], [4, 4]]));

    [Fact]
    public void Rank_AnyPoints_EqualsPeelingFrontsOff() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var losses = Losses.From(random, 1 + random.Next(5));
        Assert.Equal(Peel(losses), NonDominatedSort.Rank(losses));
    });

    [Fact]
    public void Rank_AnotherOrder_GivesTheSameRanks() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var losses = Losses.From(random, 1 + random.Next(5));
        var order = Enumerable.Range(0, losses.Length).ToArray();
        random.Shuffle(order);
        var ranks = NonDominatedSort.Rank(losses);
        Assert.Equal(order.Select(i => ranks[i]), NonDominatedSort.Rank([.. order.Select(i => losses[i])]));
    });

    [Fact]
    public void Rank_InfinitiesAndNaN_NaNCountsAsTheWorst()
    {
        Assert.Equal(
            [0, 1, 2, 3], NonDominatedSort.Rank([[double.NegativeInfinity, 0], [0, 0], [double.NaN, 0], [double.PositiveInfinity, 1]]));
        Assert.Equal([1, 0, 1], NonDominatedSort.Rank([[double.NaN], [1e308], [double.PositiveInfinity]]));
    }

    [Fact]
    public void Rank_Violations_FeasibleBeforeLessViolatedBeforeMoreViolated() => Assert.Equal(
        [1, 2, 0, 3, 2, 4],
        NonDominatedSort.Rank([[2, 2], [0, 0], [1, 1], [-5, -5], [9, 9], [0, 0]], [0, 0.5, -1, 2, 0.5, double.NaN]));

    [Fact]
    public void Rank_EverythingInfeasible_OrdersByViolationAlone() => Assert.Equal([1, 0], NonDominatedSort.Rank([[0], [9]], [2, 1]));

    [Fact]
    public void Front_AnyPoints_AreThoseThatNoneDominates() => Laws.HoldForSeeds(seed =>
    {
        var random = new Random(seed);
        var losses = Losses.From(random, 1 + random.Next(5));
        Assert.Equal(
            Enumerable.Range(0, losses.Length).Where(i => !losses.Any(other => Dominance.Dominates(other, losses[i]))),
            NonDominatedSort.Front(losses));
    });

    private static int[] Peel(double[][] losses)
    {
        var ranks = new int[losses.Length];
        var left = Enumerable.Range(0, losses.Length).ToList();
        for (var rank = 0; left.Count > 0; rank++)
        {
            var front = left.Where(i => !left.Exists(other => Dominance.Dominates(losses[other], losses[i]))).ToList();
            foreach (var i in front) ranks[i] = rank;
            left = [.. left.Except(front)];
        }

        return ranks;
    }
}
