using Serverless.Tuner.Objectives.Analytic;

namespace Serverless.Tuner.Objectives.Tests.Analytic;

public sealed class LinearRegressionObjectiveTests : ObjectiveConformance
{
    protected override IObjective Create() => new LinearRegressionObjective();

    [Fact]
    public async Task EvaluateAsync_AtTheLeastSquaresSolution_IsLowest()
    {
        Assert.Equal(0.0048, await Mse(1.98, 1.12), 10);
        foreach (var (ds, di) in new[] { (0.01, 0.0), (-0.01, 0.0), (0.0, 0.01), (0.0, -0.01), (0.01, -0.02), (-0.01, 0.02) })
            Assert.True(await Mse(1.98 + ds, 1.12 + di) > 0.0048);
    }

    private static async Task<double> Mse(double slope, double intercept) =>
        (await new LinearRegressionObjective().EvaluateAsync(
            new RecordingTrial(Parameters.Of(FormattableString.Invariant($$"""{"slope":{{slope}},"intercept":{{intercept}}}"""))), default)).Values[0];
}
