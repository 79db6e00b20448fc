using BenchmarkDotNet.Attributes;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Kernels;

/// <summary>The Cholesky factor of a kernel matrix, and MathNet's.</summary>
public class CholeskyBenchmarks
{
    private double[] _matrix = [];
    private double[] _work = [];
    private Matrix<double> _mathNet = Matrix<double>.Build.Dense(1, 1);
    private int _stride;

    /// <summary>The matrix's size.</summary>
    [Params(50, 100, 200)]
    public int Count { get; set; }

    /// <summary>Makes the matrix: exp(−distance²) of points in five dimensions, with some noise.</summary>
    [GlobalSetup]
    public void MakeMatrix()
    {
        Control.UseSingleThread();
        var points = Sample.Points(Count, 5);
        _stride = DenseAlgebra.Stride(Count);
        _matrix = new double[Count * _stride];
        _work = new double[Count * _stride];
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Count; j++)
                _matrix[(i * _stride) + j] = Math.Exp(-points[i].Zip(points[j], (a, b) => (a - b) * (a - b)).Sum()) + (i == j ? 0.01 : 0);
        }

        _mathNet = Matrix<double>.Build.Dense(Count, Count, (i, j) => _matrix[(i * _stride) + j]);
    }

    /// <summary>Ours, in place.</summary>
    [Benchmark]
    public bool Dense()
    {
        _matrix.CopyTo(_work, 0);
        return DenseAlgebra.TryFactor(_work, Count, _stride);
    }

    /// <summary>MathNet's managed one.</summary>
    [Benchmark(Baseline = true)]
    public object MathNet() => _mathNet.Cholesky();
}
