using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>The objective <c>digits</c>: a real training of 20 epochs.</summary>
internal sealed class DigitsTask : IPruningTask
{
    private readonly IObjective _objective = Find("digits");

    public string Name => "digits";

    public string About => "a multilayer perceptron on handwritten digits, trained for 20 epochs; its validation accuracy";

    public string Unit => "epochs";

    public IReadOnlyList<ParameterSpec> Parameters => _objective.DefaultSearchSpace;

    public IReadOnlyList<Direction> Directions { get; } = [Direction.Maximize];

    public PruningScore Score { get; } = PruningScore.Best(Direction.Maximize);

    public IReadOnlyList<PruningMode> Modes { get; } = [new("40trials", Trials: 40)];

    public string Pruners =>
        "none,median,hyperband:minResource=1:maxResource=20:reductionFactor=3,hyperband:minResource=2:maxResource=20:reductionFactor=3";

    public string Samplers => "auto";

    public async Task<double[]?> TrainAsync(
        int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double[], bool> report,
        CancellationToken cancellationToken)
    {
        var trial = new ReportingTrial(seed, number, point, (step, value) => report(step, [value]));
        var result = await _objective.EvaluateAsync(trial, cancellationToken);
        return trial.IsStopped ? null : [.. result.Values];
    }

    internal static IObjective Find(string name)
    {
        using var services = new ServiceCollection().AddObjectives().BuildServiceProvider();
        return services.GetRequiredService<ObjectiveRegistry>().Resolve(new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = name });
    }
}
