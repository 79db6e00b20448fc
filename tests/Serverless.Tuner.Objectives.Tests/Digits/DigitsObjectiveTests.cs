using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Objectives.Digits;

namespace Serverless.Tuner.Objectives.Tests.Digits;

public sealed class DigitsObjectiveTests : ObjectiveConformance
{
    private const string Good =
        """{"learningRate":0.005,"hiddenUnits":96,"layers":1,"activation":"relu","optimizer":"adam","l2":0.0001,"batchSize":32,"dropout":0.2}""";

    private readonly DigitsObjective _digits = new();

    protected override int Points => 5;

    protected override IObjective Create() => new DigitsObjective();

    [Fact]
    public async Task EvaluateAsync_GoodParameters_Learns()
    {
        var result = await _digits.EvaluateAsync(new RecordingTrial(Parameters.Of(Good)), default);
        Assert.InRange(result.Values[0], 0.97, 1);
    }

    [Theory]
    [InlineData("""{"optimizer":"sgd","momentum":0.9,"learningRate":0.05}""")]
    [InlineData("""{"optimizer":"rmsprop","learningRate":0.003,"activation":"tanh"}""")]
    [InlineData("""{"optimizer":"adam","learningRate":0.01,"activation":"sigmoid"}""")]
    public async Task EvaluateAsync_EveryOptimizerAndActivation_Learns(string point)
    {
        var result = await _digits.EvaluateAsync(new RecordingTrial(Parameters.Of(point)), default);
        Assert.InRange(result.Values[0], 0.94, 1);
    }

    [Fact]
    public async Task EvaluateAsync_SmallLearningRate_DoesNotLearn()
    {
        var result = await _digits.EvaluateAsync(new RecordingTrial(Parameters.Of("""{"learningRate":0.0001,"epochs":2}""")), default);
        Assert.InRange(result.Values[0], 0, 0.5);
    }

    [Fact]
    public async Task EvaluateAsync_WithoutEpochs_ReportsTwentyAndReturnsTheLast()
    {
        var trial = new RecordingTrial(Parameters.Of("{}"));
        var result = await _digits.EvaluateAsync(trial, default);
        Assert.Equal(Enumerable.Range(1, 20), trial.Reports.Select(r => r.Step));
        Assert.Equal(trial.Reports[^1].Value, result.Values[0]);
    }

    [Fact]
    public async Task EvaluateAsync_EpochsGiven_ReportsAsMany()
    {
        var trial = new RecordingTrial(Parameters.Of("""{"epochs":3}"""));
        await _digits.EvaluateAsync(trial, default);
        Assert.Equal([1, 2, 3], trial.Reports.Select(r => r.Step));
    }

    [Fact]
    public async Task EvaluateAsync_ReportAnsweredWithStop_EndsWithTheValueSoFar()
    {
        var trial = new RecordingTrial(Parameters.Of("{}")) { OnReport = r => r.Step < 2 };
        var result = await _digits.EvaluateAsync(trial, default);
        Assert.Equal(2, trial.Reports.Count);
        Assert.Equal(trial.Reports[^1].Value, result.Values[0]);
    }

    [Fact]
    public async Task EvaluateAsync_OtherSeed_TrainsAnother()
    {
        var first = new RecordingTrial(Parameters.Of("""{"epochs":2}""")) { Seed = 1 };
        var second = new RecordingTrial(Parameters.Of("""{"epochs":2}""")) { Seed = 1L << 40 };
        await _digits.EvaluateAsync(first, default);
        await _digits.EvaluateAsync(second, default);
        Assert.NotEqual(first.Reports, second.Reports);
    }

    [Fact]
    public async Task EvaluateAsync_LossOverflows_SaysAtWhichEpoch()
    {
        var trial = new RecordingTrial(Parameters.Of("""{"learningRate":1000000,"layers":3,"activation":"relu","l2":1}"""));
        var thrown = await Assert.ThrowsAsync<ObjectiveException>(() => _digits.EvaluateAsync(trial, default));
        Assert.Contains("diverged at epoch 1", thrown.Message);
    }

    [Fact]
    public async Task EvaluateAsync_MisspeltParameter_IsRefused()
    {
        var trial = new RecordingTrial(Parameters.Of("""{"learningrate":0.1}"""));
        var thrown = await Assert.ThrowsAsync<ObjectiveException>(() => _digits.EvaluateAsync(trial, default));
        Assert.Contains("'learningrate'", thrown.Message);
    }

    [Fact]
    public async Task EvaluateAsync_CancelledWithinALongEpoch_EndsBeforeTheEpochDoes()
    {
        using var cancellation = new CancellationTokenSource();
        // An epoch of ten layers of a thousand units takes minutes.
        var trial = new RecordingTrial(Parameters.Of("""{"hiddenUnits":1024,"layers":10,"batchSize":1}"""));
        var evaluation = _digits.EvaluateAsync(trial, cancellation.Token);
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => evaluation.WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None));
        Assert.Empty(trial.Reports);
    }

    [Fact]
    public void DefaultSearchSpace_Momentum_ExistsForSgdOnly()
    {
        var space = SearchSpace.From(_digits.DefaultSearchSpace);
        var momentum = space.Parameters.Single(p => p.Name == "momentum");
        var optimizer = (CategoricalParameter)space.Parameters.Single(p => p.Name == "optimizer");
        var having = optimizer.Choices.Where(
            o => SearchSpace.IsActive(momentum, new Dictionary<string, ParameterValue> { ["optimizer"] = o }));
        Assert.Equal([ParameterValue.Of("sgd")], having);
    }
}
