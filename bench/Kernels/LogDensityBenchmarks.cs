using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Samplers.Tpe;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Kernels;

/// <summary>The log density of TPE's mixture at 24 candidates.</summary>
public class LogDensityBenchmarks
{
    private const int Candidates = 24;
    private const int Parameters = 10;

    private readonly Mixture _mixture = new();
    private readonly double[] _result = new double[Candidates];
    private KernelColumns? _columns;
    private double[][] _candidates = [];

    /// <summary>How many points the mixture has.</summary>
    [Params(150, 1_000)]
    public int Count { get; set; }

    /// <summary>Whether parameters are integers, which need the mass of a cell rather than a density.</summary>
    [Params(false, true)]
    public bool Integers { get; set; }

    /// <summary>Makes the mixture.</summary>
    [GlobalSetup]
    public void MakeMixture()
    {
        var (kind, low, high) = Integers ? (ParameterKind.Int, 1.0, 12.0) : (ParameterKind.Float, 0.0, 1.0);
        var space = SearchSpace.From(
            [.. Enumerable.Range(0, Parameters).Select(i => new ParameterSpec { Name = $"x{i}", Kind = kind, Low = low, High = high })]);
        var encoding = new PointEncoding(space);
        _columns = new KernelColumns(encoding);
        _candidates = Snapped(Sample.Points(Parameters, Candidates));
        _mixture.Clear(KernelShape.Bad);
        foreach (var point in Snapped(Sample.Points(Count, Parameters))) _mixture.Add(point);

        // Integers lie in the middle of their cells, and many share one.
        double[][] Snapped(double[][] rows) => [.. rows.Select(row => row.Select(encoding.Scales[0].Snap).ToArray())];
    }

    /// <summary>Fits each parameter's kernels and sums up their log densities.</summary>
    [Benchmark]
    public double[] FitAndEvaluate()
    {
        _mixture.Begin(Candidates);
        for (var j = 0; j < Parameters; j++)
        {
            var column = _columns![j]!;
            _mixture.Fit(column, j);
            _mixture.Include(column, _candidates[j]);
        }

        _mixture.LogDensities(_result);
        return _result;
    }
}
