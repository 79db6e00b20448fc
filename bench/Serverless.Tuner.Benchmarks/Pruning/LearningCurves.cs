using Serverless.Tuner.Benchmarks.Functions;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>Learning curves that cross: what is fast at first ends worse than what is slower.</summary>
internal sealed class LearningCurves : IPruningTask
{
    private const int Steps = 81;

    public string Name => "curves";

    public string About =>
        "lr [1e-4, 1] log (u = log10 lr), x and y in [0, 1]; 81 steps; a = 0.10 + 0.04 (u + 2)^2 + 0.5 (x - 0.3)^2 + 0.3 (y - 0.7)^2; "
        + "value at step t: a + 0.9 exp(-0.08 * 10^(0.4 (u + 2)) t) + 0.01 sin(12.9898 t + 78.233 x + 37.719 y)";

    public string Unit => "steps";

    public IReadOnlyList<ParameterSpec> Parameters { get; } = [
        TestFunction.Float("lr", 1e-4, 1) with { Log = true }, TestFunction.Float("x", 0, 1), TestFunction.Float("y", 0, 1)];

    public IReadOnlyList<Direction> Directions { get; } = [Direction.Minimize];

    public PruningScore Score { get; } = PruningScore.Best(Direction.Minimize);

    public IReadOnlyList<PruningMode> Modes { get; } = [new("100trials", Trials: 100), new("4050steps", Steps: 4050)];

    public string Pruners => "none,median,successive-halving,hyperband:minResource=1:maxResource=81:reductionFactor=3";

    public string Samplers => "auto,tpe,random";

    public Task<double[]?> TrainAsync(
        int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double[], bool> report,
        CancellationToken cancellationToken)
    {
        var (u, x, y) = (Math.Log10(point["lr"].AsDouble()), point["x"].AsDouble(), point["y"].AsDouble());
        for (var step = 1; ; step++)
        {
            double[] value = [Value(u, x, y, step)];
            var goesOn = report(step, value);
            // The recorded peers were not asked after the last step any more.
            if (step == Steps) return Task.FromResult<double[]?>(value);
            if (!goesOn) return Task.FromResult<double[]?>(null);
        }
    }

    /// <summary>The value after some steps.</summary>
    internal static double Value(double u, double x, double y, int step) =>
        0.10 + (0.04 * Square(u + 2)) + (0.5 * Square(x - 0.3)) + (0.3 * Square(y - 0.7))
        + (0.9 * Math.Exp(-0.08 * Math.Pow(10, 0.4 * (u + 2)) * step)) + (0.01 * Math.Sin((12.9898 * step) + (78.233 * x) + (37.719 * y)));

    private static double Square(double x) => x * x;
}
