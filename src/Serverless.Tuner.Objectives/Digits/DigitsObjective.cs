using System.Globalization;

namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Trains a multilayer perceptron on 8 × 8 handwritten digits; a real training that takes about a second.</summary>
/// <remarks>
/// The value is the validation accuracy after the last epoch. That of the best epoch would be higher, but biased: the same images would
/// choose it and measure it. Every epoch is reported as a step, from 1.
/// </remarks>
internal sealed class DigitsObjective : IObjective
{
    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("accuracy", Direction.Maximize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
    [
        new() { Name = "learningRate", Kind = ParameterKind.Float, Low = 1e-4, High = 1, Log = true },
        new() { Name = "hiddenUnits", Kind = ParameterKind.Int, Low = 16, High = 128, Log = true },
        new() { Name = "layers", Kind = ParameterKind.Int, Low = 1, High = 3 },
        new() { Name = "activation", Kind = ParameterKind.Categorical, Choices = Members<Activation>() },
        new() { Name = "optimizer", Kind = ParameterKind.Categorical, Choices = Members<OptimizerKind>() },
        new()
        {
            Name = "momentum", Kind = ParameterKind.Float, Low = 0, High = 0.99,
            When = new Dictionary<string, IReadOnlyList<ParameterValue>> { ["optimizer"] = [ParameterReader.Named(OptimizerKind.Sgd)] },
        },
        new() { Name = "l2", Kind = ParameterKind.Float, Low = 1e-6, High = 0.1, Log = true },
        new() { Name = "batchSize", Kind = ParameterKind.Int, Low = 16, High = 128, Log = true },
        new() { Name = "dropout", Kind = ParameterKind.Float, Low = 0, High = 0.6 },
    ];

    public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        var options = DigitsOptions.From("digits", trial.Parameters);
        // Training never awaits anything: on the thread pool it does not block the caller.
        return Task.Run(() => TrainAsync(trial, options, cancellationToken), cancellationToken);
    }

    private static async Task<ObjectiveResult> TrainAsync(ITrialContext trial, DigitsOptions options, CancellationToken cancellationToken)
    {
        var training = new DigitsTraining(options, trial.Seed);
        for (var epoch = 1; ; epoch++)
        {
            var loss = training.RunEpoch(cancellationToken);
            if (!double.IsFinite(loss)) throw new ObjectiveException($"Training diverged at epoch {epoch}: the loss is {loss}.");
            var accuracy = training.ValidationAccuracy();
            var goOn = await trial.ReportAsync(epoch, accuracy, null, cancellationToken);
            if (epoch < options.Epochs && goOn) continue;
            return new ObjectiveResult(accuracy)
            {
                Attributes = new Dictionary<string, string> { ["trainingLoss"] = loss.ToString("G6", CultureInfo.InvariantCulture) },
            };
        }
    }

    private static ParameterValue[] Members<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(m => ParameterReader.Named(m))];
}
