using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Kernels;

/// <summary>Fitting a Gaussian process, and asking it about points.</summary>
public class GaussianProcessBenchmarks
{
    private const int Dimensions = 10;

    private readonly bool[] _isChoice = new bool[Dimensions];
    private readonly double[][] _candidates = Sample.Points(1024, Dimensions);
    private double[][] _points = [];
    private double[] _values = [];
    private GaussianProcess? _process;

    /// <summary>How many points it rests on.</summary>
    [Params(50, 100, 200)]
    public int Count { get; set; }

    /// <summary>Makes the points and fits once.</summary>
    [GlobalSetup]
    public void MakePoints()
    {
        _points = Sample.Points(Count, Dimensions);
        _values = [.. _points.Select(p => p.Sum(x => (x - 0.3) * (x - 0.3)))];
        _process = FitProcess();
    }

    /// <summary>Length scales and noise, from all starts.</summary>
    [Benchmark]
    public object Fit() => FitProcess();

    /// <summary>The means and deviations of 1,024 points.</summary>
    [Benchmark]
    public double Predict()
    {
        var sum = 0.0;
        foreach (var point in _candidates) sum += _process!.Predict(point).Mean;
        return sum;
    }

    private GaussianProcess FitProcess() =>
        new ProcessFitter(_isChoice, GpPrior.For(Dimensions, isNoiseless: false), new GpWorkspace())
            .Fit(_points, _values, allowLog: false).Process;
}
