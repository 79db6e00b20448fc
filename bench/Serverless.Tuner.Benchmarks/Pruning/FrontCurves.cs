using Serverless.Tuner.Benchmarks.Functions;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>Learning curves of a loss beside what an inference costs: wide models end better and cost more, but learn slowly, so that the
/// curves cross.</summary>
internal sealed class FrontCurves : IPruningTask
{
    private const int Steps = 81;

    // Below these the front is worth something.
    private const double WorstLoss = 0.6;
    private const double WorstCost = 1.2;

    public string Name => "front-curves";

    public string About =>
        "lr [1e-4, 1] log (u = log10 lr), width [8, 512] log (w = log2(width / 8) / 6), x in [0, 1]; 81 steps; loss at step t: "
        + "0.05 + 0.35 (1 - w)^2 + 0.04 (u + 2)^2 + 0.5 (x - 0.3)^2 + 0.9 exp(-0.08 (1.6 - w) 10^(0.4 (u + 2)) t) "
        + "+ 0.01 sin(12.9898 t + 78.233 x + 37.719 w); cost: 0.1 + w^2 + 0.2 (x - 0.5)^2; reference (0.6, 1.2)";

    public string Unit => "steps";

    public IReadOnlyList<ParameterSpec> Parameters { get; } = [
        TestFunction.Float("lr", 1e-4, 1) with { Log = true }, TestFunction.Float("width", 8, 512) with { Log = true },
        TestFunction.Float("x", 0, 1)];

    public IReadOnlyList<Direction> Directions { get; } = [Direction.Minimize, Direction.Minimize];

    public PruningScore Score { get; } = PruningScore.Hypervolume(values => [values[0] / WorstLoss, values[1] / WorstCost]);

    public IReadOnlyList<PruningMode> Modes { get; } = [new("100trials", Trials: 100)];

    public string Pruners => "none,mo-asha";

    public string Samplers => "auto,random";

    public Task<double[]?> TrainAsync(
        int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double[], bool> report,
        CancellationToken cancellationToken)
    {
        var (u, w, x) = (Math.Log10(point["lr"].AsDouble()), Math.Log2(point["width"].AsDouble() / 8) / 6, point["x"].AsDouble());
        for (var step = 1; ; step++)
        {
            double[] values = [Loss(u, w, x, step), 0.1 + (w * w) + (0.2 * Square(x - 0.5))];
            var goesOn = report(step, values);
            if (step == Steps) return Task.FromResult<double[]?>(values);
            if (!goesOn) return Task.FromResult<double[]?>(null);
        }
    }

    private static double Loss(double u, double w, double x, int step) =>
        0.05 + (0.35 * Square(1 - w)) + (0.04 * Square(u + 2)) + (0.5 * Square(x - 0.3))
        + (0.9 * Math.Exp(-0.08 * (1.6 - w) * Math.Pow(10, 0.4 * (u + 2)) * step))
        + (0.01 * Math.Sin((12.9898 * step) + (78.233 * x) + (37.719 * w)));

    private static double Square(double x) => x * x;
}
