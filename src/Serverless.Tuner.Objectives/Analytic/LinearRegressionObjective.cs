using System.Globalization;
using MathNet.Numerics;

namespace Serverless.Tuner.Objectives.Analytic;

/// <summary>
/// The mean squared error of a line through five points. Their least-squares solution, and so the optimum, is slope 1.99 and intercept
/// 1.19 with an error of 0.0102; each trial notes its line beside that.
/// </summary>
internal sealed class LinearRegressionObjective : IObjective
{
    private static readonly double[] s_x = [1, 2, 3, 4, 5];
    private static readonly double[] s_y = [3.2, 5.1, 7.3, 9.0, 11.2];
    private static readonly string s_leastSquares = LeastSquares();

    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("mse", Direction.Minimize)];

    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
    [
        new() { Name = "slope", Kind = ParameterKind.Float, Low = -5, High = 5 },
        new() { Name = "intercept", Kind = ParameterKind.Float, Low = -5, High = 5 },
    ];

    public Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parameters = new ParameterReader("linear-regression", trial.Parameters);
        var slope = parameters.Float("slope");
        var intercept = parameters.Float("intercept");
        parameters.RejectUnknown();
        var line = new Dictionary<string, string> { ["this line"] = Line(slope, intercept), ["least squares"] = s_leastSquares };
        return Task.FromResult(new ObjectiveResult(Mse(slope, intercept)) { Attributes = line });
    }

    private static string LeastSquares()
    {
        var (intercept, slope) = Fit.Line(s_x, s_y);
        return Line(slope, intercept);
    }

    private static double Mse(double slope, double intercept) =>
        s_x.Zip(s_y, (x, y) => Math.Pow((slope * x) + intercept - y, 2)).Average();

    private static string Line(double slope, double intercept) => string.Create(
        CultureInfo.InvariantCulture, $"slope {slope:0.0000}, intercept {intercept:0.0000}, mse {Mse(slope, intercept):0.000000}");
}
