using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class RankedPointsTests
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

    [Fact]
    public void AddAndRemove_InAnyOrder_RanksAreThoseOfAFullSort() => Laws.HoldForSeeds(seed =>
    {
        var random = new TrialRandom(seed, 2);
        var directions = 1 + (int)random.NextInt(4);
        // Few values, so that many points are equal or have equal parts; or all different.
        var values = random.NextInt(3) == 0 ? 1_000_000 : 2 + (int)random.NextInt(8);
        var (ranked, points) = (new RankedPoints(directions), new List<double[]>());
        for (var i = 0; i < 80; i++)
        {
            double[] own = [.. Enumerable.Range(0, directions).Select(_ => (double)random.NextInt(values))];
            if (points.Count > 0 && random.NextInt(3) == 0)
            {
                var gone = (int)random.NextInt(points.Count);
                ranked.Remove(points[gone]);
                points.RemoveAt(gone);
            }
            else
            {
                ranked.Add(own);
                points.Add(own);
            }

            Assert.Equal(points.Count, ranked.Count);
            var places = (int)random.NextInt(points.Count + 2);
            double[] asked = [.. Enumerable.Range(0, directions).Select(_ => (double)random.NextInt(values))];
            Assert.Equal(PlainMoAsha.IsAmongBest(asked, points, places), ranked.IsAmongBest(asked, isThere: false, places));
            if (points.Count == 0) continue;
            var one = points[(int)random.NextInt(points.Count)];
            var others = points.Where(p => !ReferenceEquals(p, one)).ToArray();
            Assert.Equal(PlainMoAsha.IsAmongBest(one, others, places), ranked.IsAmongBest(one, isThere: true, places));
        }
    });

    [Fact]
    public void IsEarly_TwoDirections_AsInAnyNumberOfThem() => Laws.HoldForSeeds(seed =>
    {
        var random = new TrialRandom(seed, 3);
        // On a curve or on a line of equal steps, where distances are equal.
        var isLine = random.NextInt(2) == 0;
        double[][] front = [.. Enumerable.Range(0, 2 + (int)random.NextInt(40)).Select(_ => (double)random.NextInt(60)).Order()
            .Select(x => isLine ? new[] { x, 60 - x } : [x, 1 / (1 + x)])];
        Array.Sort(front, (a, b) => Dominance.Compare(a, b));
        for (var places = 1; places < front.Length; places++)
            foreach (var own in front)
                Assert.Equal(EpsilonNet.IsEarlyAmong(own, front, places), EpsilonNet.IsEarly(own, front, places));
    });

    private static bool IsAmongBest(double[] own, double[][] all, int places)
    {
        var ranked = new RankedPoints(own.Length);
        ranked.Reset(all);
        return ranked.IsAmongBest(own, isThere: true, places);
    }

    private static (TrialRandom Random, double[][] Points) Points(int seed)
    {
        var random = new TrialRandom(seed, 1);
        var directions = 2 + (int)random.NextInt(2);
        return (random, [.. Enumerable.Range(0, 2 + (int)random.NextInt(20))
            .Select(_ => Enumerable.Range(0, directions).Select(_ => random.NextGaussian()).ToArray())]);
    }
}
