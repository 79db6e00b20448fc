using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Functions.Real;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>Curves of real trainings, looked up: a network on digits, of which every setting was trained twice.</summary>
internal sealed class RealCurves : IPruningTask
{
    private readonly RealTable _table;

    public RealCurves()
        : this(RealTable.Read("MlpDigits"))
    {
    }

    internal RealCurves(RealTable table) => _table = table;

    public string Name => "real-curves";

    public string About =>
        $"{_table.About}; {_table.Count} settings, each trained twice: a trial has one of the two curves, after "
        + $"{string.Join(", ", _table.Steps)} epochs";

    public string Unit => "epochs";

    public IReadOnlyList<ParameterSpec> Parameters => _table.Parameters;

    public IReadOnlyList<Direction> Directions { get; } = [Direction.Minimize];

    public PruningScore Score { get; } = PruningScore.Best(Direction.Minimize);

    public IReadOnlyList<PruningMode> Modes { get; } = [new("100trials", Trials: 100)];

    public string Pruners =>
        "none,median,median:nWarmupSteps=4,successive-halving:minResource=1:reductionFactor=2,"
        + "hyperband:minResource=1:maxResource=12:reductionFactor=3";

    public string Samplers => "auto,tpe,random";

    public Task<double[]?> TrainAsync(
        int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double[], bool> report,
        CancellationToken cancellationToken)
    {
        var run = _table.At(point).Runs[TrialNoise.Bit(seed, number)];
        // What failed has no curve.
        for (var i = 0; i < run.Curve.Count; i++)
        {
            var goesOn = report(_table.Steps[i], [run.Curve[i]]);
            if (!goesOn && i < run.Curve.Count - 1) return Task.FromResult<double[]?>(null);
        }

        return Task.FromResult<double[]?>(run.Value is { } value ? [value] : []);
    }
}
