using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

/// <summary>What `mo-asha` keeps between decisions changes none of them.</summary>
public class MoAshaKeptTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void ShouldPrune_AStudyThatGoesOn_DecidesAsIfAllWereReadAnew(int directions, bool forecasts)
    {
        var stopped = 0;
        Laws.HoldForSeeds(seed =>
        {
            var random = new TrialRandom(seed, 7);
            var options = new MoAshaOptions
            {
                MinResource = random.NextInt(3) == 0 ? null : 1 + (int)random.NextInt(4),
                ReductionFactor = 2 + (int)random.NextInt(2),
                ForecastAfter = forecasts ? 2 + (int)random.NextInt(4) : null,
            };
            Direction[] better = [.. Enumerable.Range(0, directions).Select(_ => (Direction)random.NextInt(2))];
            var plain = new PlainMoAsha(options, better);
            var history = new PrunerHistory();
            var curves = Curves.Random(random, 30, most: 8, directions);
            for (var round = 0; round < 60; round++)
            {
                // A few changes at a time, now and then many.
                for (var i = random.NextInt(10) == 0 ? 40 : (int)random.NextInt(4); i >= 0; i--)
                    Change(random, history, curves[random.NextInt(curves.Length)]);
                if (curves.Where(c => c.Count > 0).ToArray() is not [_, ..] known) continue;
                var asked = known[random.NextInt(known.Length)];
                // What the pruner is asked about may be newer or older than what is known of the trial, or not known.
                var trial = random.NextInt(3) == 0
                    ? Curves.Copy(asked, 1 + (int)random.NextInt(asked.Count), (_, value) => value + random.NextInt(2))
                    : Curves.Copy(asked);
                // A pruner is made for each trial; what is kept is the history's.
                var context = new PrunerContext(Curves.Study, better[0]) { Directions = [.. better] };
                var decision = new MoAshaPruner(options, context).ShouldPrune(trial, history);
                Assert.Equal(plain.ShouldPrune(trial, history), decision);
                if (decision) stopped++;
            }
        });
        Assert.InRange(stopped, 500, int.MaxValue);
    }

    /// <summary>One thing that happens to a trial: a report, one that takes the place of an earlier one, an end, another attempt.</summary>
    private static void Change(TrialRandom random, PrunerHistory history, TrialCurve curve)
    {
        if (curve.Count == 0) return;
        switch (random.NextInt(5))
        {
            case 0:
                var other = Curves.Copy(curve, 1 + (int)random.NextInt(curve.Count));
                history.Set(other);
                return;
            case 1 when history.Find(curve.Number) is { } known:
                known.State = Enum.GetValues<TrialState>()[random.NextInt(5)];
                return;
            case 2 when history.Find(curve.Number) is { Count: > 0 } known:
                var step = known.Steps[(int)random.NextInt(known.Count)];
                known.Set(step, [.. known.VectorAt(step)!.Select(value => value + random.NextInt(3) - 1)]);
                return;
            default:
                history.Set(curve);
                return;
        }
    }
}
