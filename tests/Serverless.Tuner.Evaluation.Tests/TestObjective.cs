using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>An objective over one float <c>x</c> in [0, 1] that does what the test says.</summary>
internal sealed class TestObjective(string name, Func<ITrialContext, CancellationToken, Task<ObjectiveResult>> evaluate) : IObjective
{
    public string Name => name;

    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } = [
        new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }];

    public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken) =>
        evaluate(trial, cancellationToken);
}
