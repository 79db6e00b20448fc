using Serverless.Tuner.Objectives.Analytic;

namespace Serverless.Tuner.Objectives.Tests.Analytic;

public sealed class LinearRegressionObjectiveTests : ObjectiveConformance
{
    protected override IObjective Create() => new LinearRegressionObjective();

    [Fact]
    public async Task EvaluateAsync_AtTheLeastSquaresSolution_IsLowest()
    {
        Assert.Equal(0.0102, await Mse(1.99, 1.19), 10);
        foreach (var (ds, di) in new[] { (0.01, 0.0), (-0.01, 0.0), (0.0, 0.01), (0.0, -0.01), (0.01, -0.02), (-0.01, 0.02) })
            Assert.True(await Mse(1.99 + ds, 1.19 + di) > 0.0102);
    }

    [Fact]
    public async Task EvaluateAsync_AnyLine_NotesItBesideTheClosedForm()
    {
        var noted = (await EvaluateAsync(2, 1)).Attributes!;

        Assert.Equal("slope 2.0000, intercept 1.0000, mse 0.036000", noted["this line"]);
        Assert.Equal("slope 1.9900, intercept 1.1900, mse 0.010200", noted["least squares"]);
    }

    private static async Task<double> Mse(double slope, double intercept) => (await EvaluateAsync(slope, intercept)).Values[0];

    private static Task<ObjectiveResult> EvaluateAsync(double slope, double intercept) => new LinearRegressionObjective().EvaluateAsync(
        new RecordingTrial(Parameters.Of(FormattableString.Invariant($$"""{"slope":{{slope}},"intercept":{{intercept}}}"""))), default);
}
