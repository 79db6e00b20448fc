using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>The objective <c>digits</c> beside the size of the network: a real training of 20 epochs.</summary>
internal sealed class FrontDigits : IPruningTask
{
    // The networks that the space has, 64 inputs and 10 classes: one layer of 16 units, three of 128.
    private const double Smallest = 1184;
    private const double Largest = 42_240;
    private const double WorstError = 0.2;

    private readonly IObjective _objective = DigitsTask.Find("digits");

    public string Name => "front-digits";

    public string About =>
        "a multilayer perceptron on handwritten digits, trained for 20 epochs: validation accuracy, and the number of weights; "
        + "hypervolume of (1 - accuracy) / 0.2 and log(weights / 1184) / log(42240 / 1184), reference (1, 1)";

    public string Unit => "epochs";

    public IReadOnlyList<ParameterSpec> Parameters => _objective.DefaultSearchSpace;

    public IReadOnlyList<Direction> Directions { get; } = [Direction.Maximize, Direction.Minimize];

    public PruningScore Score { get; } = PruningScore.Hypervolume(
        values => [(1 - values[0]) / WorstError, Math.Log(values[1] / Smallest) / Math.Log(Largest / Smallest)]);

    public IReadOnlyList<PruningMode> Modes { get; } = [new("40trials", Trials: 40)];

    public string Pruners => "none,mo-asha";

    public string Samplers => "auto";

    public async Task<double[]?> TrainAsync(
        int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double[], bool> report,
        CancellationToken cancellationToken)
    {
        var weights = WeightsOf(point);
        var trial = new ReportingTrial(seed, number, point, (step, accuracy) => report(step, [accuracy, weights]));
        var result = await _objective.EvaluateAsync(trial, cancellationToken);
        return trial.IsStopped ? null : [result.Values[0], weights];
    }

    private static double WeightsOf(IReadOnlyDictionary<string, ParameterValue> point)
    {
        var (units, layers) = (point["hiddenUnits"].AsDouble(), point["layers"].AsDouble());
        return (64 * units) + ((layers - 1) * units * units) + (10 * units);
    }
}
