using Serverless.Tuner.Objectives.Analytic;

namespace Serverless.Tuner.Objectives.Tests.Analytic;

public sealed class NoOpObjectiveTests : ObjectiveConformance
{
    protected override IObjective Create() => new NoOpObjective();

    [Fact]
    public async Task EvaluateAsync_OtherParameters_AreAccepted() =>
        Assert.Equal([0.0], (await new NoOpObjective().EvaluateAsync(new RecordingTrial(Parameters.Of("""{"y":3,"z":"a"}""")), default)).Values);
}
