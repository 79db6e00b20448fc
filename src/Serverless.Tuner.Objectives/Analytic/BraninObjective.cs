namespace Serverless.Tuner.Objectives.Analytic;

/// <summary>
/// The Branin function with its usual constants: three minima of 0.397887 at (-π, 12.275), (π, 2.275) and (9.42478, 2.475).
/// </summary>
internal sealed class BraninObjective : IObjective
{
    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("value", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
    [
        new() { Name = "x1", Kind = ParameterKind.Float, Low = -5, High = 10 },
        new() { Name = "x2", Kind = ParameterKind.Float, Low = 0, High = 15 },
    ];

    public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parameters = new ParameterReader("branin", trial.Parameters);
        var x1 = parameters.Float("x1");
        var x2 = parameters.Float("x2");
        parameters.RejectUnknown();
        return Task.FromResult(new ObjectiveResult(Branin(x1, x2)));
    }

    private static double Branin(double x1, double x2)
    {
        const double b = 5.1 / (4 * Math.PI * Math.PI);
        const double c = 5 / Math.PI;
        const double t = 1 / (8 * Math.PI);
        var valley = x2 - (b * x1 * x1) + (c * x1) - 6;
        return (valley * valley) + (10 * (1 - t) * Math.Cos(x1)) + 10;
    }
}
