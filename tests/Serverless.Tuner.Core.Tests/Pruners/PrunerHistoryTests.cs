using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class PrunerHistoryTests
{
    [Fact]
    public void Trials_SetInAnyOrder_ComeByNumber()
    {
        var history = Curves.History(
            Curves.Of(7, TrialState.Running, 1), Curves.Of(2, TrialState.Complete, 1), Curves.Of(7, TrialState.Pruned, 2));
        Assert.Equal([2, 7], history.Trials.Select(t => t.Number));
        Assert.Equal(TrialState.Pruned, history.Find(7)!.State);
        Assert.Null(history.Find(3));
    }

    [Fact]
    public void Sorted_AnyChanges_IsWhatAFreshLookFinds() => Laws.HoldForSeeds(seed =>
    {
        var (random, history) = (new TrialRandom(seed, 1), new PrunerHistory());
        CompleteLoss[] figures = [new(1, Direction.Minimize), new(2, Direction.Maximize)];
        for (var i = 0; i < 120; i++)
        {
            var number = (int)random.NextInt(30);
            if (history.Find(number) is not { } curve || random.NextInt(10) == 0) history.Set(curve = new TrialCurve(number));
            if (random.NextInt(3) > 0) curve.Set(1 + (int)random.NextInt(2), random.NextInt(5));
            else curve.State = random.NextInt(3) > 0 ? TrialState.Complete : TrialState.Running;
            // Now and then: few changes are moved to their place, many are sorted anew.
            if (random.NextInt(20) > 0) continue;
            foreach (var figure in figures)
            {
                var sorted = history.Sorted(figure);
                (double, int)[] expected = [
                    .. history.Trials.Where(t => figure.Of(t) is not null).Select(t => (figure.Of(t)!.Value, t.Number)).Order()];
                Assert.Equal(expected, Enumerable.Range(0, sorted.Count).Select(place => sorted[place]));
                var without = expected.Where(e => e.Item2 != number).Select(e => e.Item1).ToArray();
                Assert.Equal(without.Length, sorted.CountWithout(number));
                Assert.Equal(without.Count(v => v < 2), sorted.CountBelow(2, number));
                if (without.Length == 0) continue;
                Assert.Equal(without[0], sorted.Percentile(0, number));
                Assert.Equal(without[^1], sorted.Percentile(100, number));
                Assert.Equal((without[(without.Length - 1) / 2] + without[without.Length / 2]) / 2, sorted.Percentile(50, number), 12);
            }
        }
    });

    [Fact]
    public void Sorted_ACurveThatWasReplaced_CountsNoMore()
    {
        var (old, now) = (Curves.Of(1, TrialState.Complete, 5), Curves.Of(1, TrialState.Running, 6));
        var history = Curves.History(old);
        var figure = new CompleteLoss(1, Direction.Minimize);
        Assert.Equal(1, history.Sorted(figure).Count);
        history.Set(now);
        old.Set(1, 4);
        Assert.Equal(0, history.Sorted(figure).Count);
    }
}
