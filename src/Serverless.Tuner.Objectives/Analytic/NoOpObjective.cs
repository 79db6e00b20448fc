namespace Serverless.Tuner.Objectives.Analytic;

/// <summary>Does next to nothing, so that what a study of it takes is what the tuner itself costs.</summary>
/// <remarks>The value is x², or 0 without an <c>x</c>; any other parameter is accepted, so that wide spaces can be measured too.</remarks>
internal sealed class NoOpObjective : IObjective
{
    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
        [new() { Name = "x", Kind = ParameterKind.Float, Low = -1, High = 1 }];

    public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var x = new ParameterReader("no-op", trial.Parameters).Float("x", fallback: 0);
        return Task.FromResult(new ObjectiveResult(x * x));
    }
}
