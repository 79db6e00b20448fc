using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Core.Samplers.Qmc;

namespace Serverless.Tuner.Kernels;

/// <summary>Points of a scrambled Sobol sequence, and pseudo-random ones.</summary>
public class SobolBenchmarks
{
    private const int Points = 1024;
    private const int Dimensions = 10;

    private readonly SobolSequence _sequence = new(17);
    private readonly Random _random = new(17);
    private readonly double[] _points = new double[Points * Dimensions];

    /// <summary>1,024 points in ten dimensions.</summary>
    [Benchmark]
    public void Sobol()
    {
        for (var i = 0; i < _points.Length; i++) _points[i] = _sequence.Value(i / Dimensions, i % Dimensions);
    }

    /// <summary>As many from the runtime's generator.</summary>
    [Benchmark(Baseline = true)]
    public void Pseudorandom()
    {
        for (var i = 0; i < _points.Length; i++) _points[i] = _random.NextDouble();
    }
}
