using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class CompleteCurvesTests
{
    private static readonly RungLosses s_rung = new(3, [Direction.Minimize, Direction.Minimize]);

    [Fact]
    public void Forecast_TrialsInAnyOrder_IsTheSameBitForBit() => Laws.HoldForSeeds(seed =>
    {
        // Values of which no two orders have the same sum: a rounding that depends on the order would be seen.
        var random = new TrialRandom(seed, 1);
        double[][][] curves = [.. Enumerable.Range(0, 4 + (int)random.NextInt(30))
            .Select(_ => Enumerable.Range(0, 6).Select(_ => new[] { random.NextGaussian(), random.NextGaussian() }).ToArray())];
        double[] features = [.. Enumerable.Range(0, 6).Select(_ => random.NextGaussian())];
        var once = Of(History(curves)).Forecast.Ends(features);
        Assert.Equal(once, Of(History([.. curves.OrderBy(_ => random.NextBits())])).Forecast.Ends(features));

        // One by one, some of them replaced.
        var history = new PrunerHistory();
        foreach (var number in Enumerable.Range(0, curves.Length).OrderBy(_ => random.NextBits()))
        {
            if (random.NextInt(3) == 0) history.Set(Complete(number, curves[^(number + 1)]));
            _ = Of(history).CountWithout(-1);
            history.Set(Complete(number, curves[number]));
        }

        Assert.Equal(once, Of(history).Forecast.Ends(features));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Forecast_OneReportTellsTheEnd_IsByThatOne(int step)
    {
        // At the other steps of which the forecast has losses all curves are alike: at a third, at two thirds, at the whole.
        var history = History([.. Enumerable.Range(0, 20).Select(i => Curve(step, i, 10 - i))]);
        var forecast = Of(history).Forecast;
        for (var i = 0; i < 20; i++)
        {
            var features = CompleteCurves.FeaturesOf(s_rung, Complete(0, Curve(step, i, end: 0)));
            Assert.Equal(10 - i, forecast.Ends(features!)[0], tolerance: 0.2);
        }

        static double[][] Curve(int step, double value, double end) =>
            [.. Enumerable.Range(0, 3).Select(s => new[] { s == step ? value : 5, 1 }), [end, 1]];
    }

    private static CompleteCurves Of(PrunerHistory history) => history.Index(s_rung, rung => new CompleteCurves(rung));

    private static PrunerHistory History(double[][][] curves) => Curves.History([.. curves.Select((vectors, i) => Complete(i, vectors))]);

    private static TrialCurve Complete(int number, double[][] vectors) => Curves.OfVectors(number, TrialState.Complete, vectors);
}
