using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Kernels;

/// <summary>The exponential function: four at a time, one at a time with the same bits, and the runtime's.</summary>
public class ExponentialBenchmarks
{
    private readonly double[] _x = Sample.Uniform(4096, -40, 5);
    private readonly double[] _result = new double[4096];

    /// <summary>Ours, four at a time.</summary>
    [Benchmark]
    public void Vector()
    {
        for (var i = 0; i < _x.Length; i += Vector256<double>.Count) VectorMath.Exp(Vector256.Create(_x, i)).CopyTo(_result, i);
    }

    /// <summary>Ours, one at a time.</summary>
    [Benchmark]
    public void Portable()
    {
        for (var i = 0; i < _x.Length; i++) _result[i] = PortableMath.Exp(_x[i]);
    }

    /// <summary>The runtime's, whose last bits depend on the machine.</summary>
    [Benchmark(Baseline = true)]
    public void Runtime()
    {
        for (var i = 0; i < _x.Length; i++) _result[i] = Math.Exp(_x[i]);
    }
}
