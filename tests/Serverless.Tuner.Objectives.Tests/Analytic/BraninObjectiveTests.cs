using Serverless.Tuner.Objectives.Analytic;

namespace Serverless.Tuner.Objectives.Tests.Analytic;

public sealed class BraninObjectiveTests : ObjectiveConformance
{
    protected override IObjective Create() => new BraninObjective();

    [Theory]
    [InlineData("""{"x1":-3.14159265,"x2":12.275}""", 0.397887)]
    [InlineData("""{"x1":3.14159265,"x2":2.275}""", 0.397887)]
    [InlineData("""{"x1":9.42477796,"x2":2.475}""", 0.397887)]
    [InlineData("""{"x1":0,"x2":0}""", 55.602113)]
    public async Task EvaluateAsync_AtKnownPoints_GivesKnownValues(string point, double expected) =>
        Assert.Equal(expected, (await new BraninObjective().EvaluateAsync(new RecordingTrial(Parameters.Of(point)), default)).Values[0], 5);
}
