using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Kernels;

/// <summary>One decision of a pruner at a report, in a study of many trials
/// of 100 steps: half of them complete, the others stopped halfway. Those that compare several directions get two.</summary>
public class PrunerBenchmarks
{
    private const int Steps = 100;
    private const int Decided = 27;

    private TrialCurve[] _curves = [];
    private PrunerHistory _history = new();
    private TrialCurve? _trial;
    private IPruner? _pruner;
    private int _step;

    /// <summary>How many trials there are.</summary>
    [Params(1_000, 10_000)]
    public int Trials { get; set; }

    /// <summary>The pruner; the rungs of those that halve are at 1, 3, 9, 27 and 81.</summary>
    [Params("median", "successive-halving", "hyperband", "wilcoxon", "mo-asha", "mo-asha forecast")]
    public string Pruner { get; set; } = "";

    private int Directions => Pruner.StartsWith("mo-", StringComparison.Ordinal) ? 2 : 1;

    /// <summary>Makes the trials.</summary>
    [GlobalSetup]
    public void MakeTrials()
    {
        var options = new Dictionary<string, (string, ParameterValue)[]>
        {
            ["successive-halving"] = [("minResource", ParameterValue.Of(1)), ("reductionFactor", ParameterValue.Of(3))],
            ["hyperband"] = [("maxResource", ParameterValue.Of(Steps))],
            ["mo-asha"] = [("minResource", ParameterValue.Of(Decided))],
            ["mo-asha forecast"] = [("minResource", ParameterValue.Of(Decided)), ("forecastAfter", ParameterValue.Of(12))],
        };
        _pruner = PrunerCatalog.BuiltIn.Create(
            PrunerSpec.Of(Pruner.Split(' ')[0], options.GetValueOrDefault(Pruner) ?? []),
            new PrunerContext("study", Direction.Minimize) { Directions = [.. Enumerable.Repeat(Direction.Minimize, Directions)] });
        var values = Sample.Uniform(Trials * Steps);
        _curves = [
            .. Enumerable.Range(0, Trials)
                .Select(
                    number =>
                        Curve(
                            number, values.AsSpan(number * Steps, number % 2 == 0 ? Steps : Steps / 2),
                            number % 2 == 0 ? TrialState.Complete : TrialState.Pruned))];
        _history = new PrunerHistory();
        foreach (var curve in _curves) _history.Set(curve);
        _trial = Curve(Trials, values.AsSpan(0, Decided), TrialState.Running);
        _history.Set(_trial);
    }

    /// <summary>A decision after the trial and another one have reported.</summary>
    [Benchmark]
    public bool Decide()
    {
        Set(_trial!, Decided, _step % 7);
        Set(_curves[_step++ % Trials], Decided, 0.5);
        return _pruner!.ShouldPrune(_trial!, _history);
    }

    /// <summary>Reads the study anew, on a worker that did not know it.</summary>
    [IterationSetup(Target = nameof(DecideFirst))]
    public void ReadAgain() => MakeTrials();

    /// <summary>That worker's first decision: it sorts what it looks up.</summary>
    [Benchmark]
    public bool DecideFirst() => _pruner!.ShouldPrune(_trial!, _history);

    private TrialCurve Curve(int number, ReadOnlySpan<double> values, TrialState state)
    {
        var curve = new TrialCurve(number, state);
        for (var i = 0; i < values.Length; i++) Set(curve, i + 1, values[i]);
        return curve;
    }

    /// <summary>Reports a value, and beside it one that is the better the worse it is, but for some numbers of each trial.</summary>
    private void Set(TrialCurve curve, int step, double value)
    {
        if (Directions == 1) curve.Set(step, value);
        else curve.Set(step, [value, 1 - value + (0.1 * (curve.Number * 7 % 11))]);
    }
}
