using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

/// <summary>`mo-asha` where curves' ends are forecast.</summary>
public class MoAshaForecastTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => Of(minResource: 2, forecastAfter: 2);

    protected override int Directions => 2;

    [Fact]
    public void LooksAtOthers_EveryStepReported_AtTheRungsAndHalfWayBetween()
    {
        var pruner = MoAshaPrunerTests.Of2(Of(minResource: 4, forecastAfter: 3));
        var trial = new TrialCurve(0);
        Assert.Equal("4 6 8 12 16 24 32 48 64", string.Join(' ', Enumerable.Range(0, 80).Where(step =>
        {
            trial.Set(step, [1, 1]);
            return pruner.LooksAtOthers(trial);
        })));
    }

    [Fact]
    public void ShouldPrune_CurvesThatCross_ByWhereTheyAreExpectedToEnd()
    {
        var pruner = MoAshaPrunerTests.Of2(Of(minResource: 3, forecastAfter: 4));
        var history = Curves.History(
            [.. Enumerable.Range(0, 8).Select(i => Curve(i, i % 2 == 0, 3 + (0.1 * i), 5, 6, TrialState.Complete))]);
        // At the third step the one that learns fast is ahead; the other is expected to end below all.
        Assert.False(pruner.ShouldPrune(Curve(20, false, 1, 5, 3), history));
        Assert.True(pruner.ShouldPrune(Curve(20, true, 3.9, 5, 3), history));
        // What costs less adds to the front.
        Assert.False(pruner.ShouldPrune(Curve(20, true, 3.9, 4, 3), history));
        Assert.True(pruner.ShouldPrune(Curve(20, false, 3.9, 5.1, 3), history));
    }

    [Fact]
    public void ShouldPrune_FewerCompleteThanAsked_AllGoOn()
    {
        var history = Curves.History(
            [.. Enumerable.Range(0, 8).Select(i => Curve(i, i % 2 == 0, 3 + (0.1 * i), 5, 6, TrialState.Complete))]);
        var hopeless = Curve(20, true, 9, 9, 3);
        Assert.False(MoAshaPrunerTests.Of2(Of(minResource: 3, forecastAfter: 9)).ShouldPrune(hopeless, history));
        Assert.True(MoAshaPrunerTests.Of2(Of(minResource: 3, forecastAfter: 8)).ShouldPrune(hopeless, history));
        history.Find(7)!.State = TrialState.Pruned;
        Assert.False(MoAshaPrunerTests.Of2(Of(minResource: 3, forecastAfter: 8)).ShouldPrune(hopeless, history));
    }

    [Theory]
    [InlineData(4.9, false)]
    [InlineData(4.999, true)]
    public void ShouldPrune_ExpectedToAddLittle_GoesOnUnlessItIsNearlyNothing(double end, bool stops)
    {
        // Eleven on a line: the tenth of a step between two of them is a thousandth of their hypervolume.
        var pruner = MoAshaPrunerTests.Of2(Of(minResource: 3, forecastAfter: 8));
        var history = Curves.History(
            [.. Enumerable.Range(0, 11).Select(i => Curve(i, true, i, 10 - i, 6, TrialState.Complete))]);
        Assert.Equal(stops, pruner.ShouldPrune(Curve(20, true, end, 5, 3), history));
    }

    /// <summary>A trial of six steps that ends at a loss: one that learns fast is there from the first, the other comes down by one in each
    /// step.</summary>
    private static TrialCurve Curve(int number, bool isFast, double end, double cost, int steps, TrialState state = TrialState.Running) =>
        Curves.OfVectors(
            number, state, [.. Enumerable.Range(1, steps).Select(step => new[] { isFast ? end : end + 6 - step, cost })]);

    private static PrunerSpec Of(int minResource, int forecastAfter) => PrunerSpec.Of(
        "mo-asha", ("minResource", ParameterValue.Of(minResource)), ("forecastAfter", ParameterValue.Of(forecastAfter)));
}
