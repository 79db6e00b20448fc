using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Kernels;

/// <summary>The volume that a front dominates.</summary>
public class HypervolumeBenchmarks
{
    private double[][] _front = [];
    private double[] _reference = [];

    /// <summary>How many objectives there are.</summary>
    [Params(2, 3, 4)]
    public int Objectives { get; set; }

    /// <summary>How many points there are, none dominated.</summary>
    [Params(20, 100)]
    public int Count { get; set; }

    /// <summary>Makes a front on the unit sphere.</summary>
    [GlobalSetup]
    public void MakeFront()
    {
        _front = Sample.Points(Count, Objectives);
        foreach (var point in _front)
        {
            var length = Math.Sqrt(point.Sum(v => v * v));
            for (var i = 0; i < point.Length; i++) point[i] /= length;
        }

        _reference = [.. Enumerable.Repeat(1.1, Objectives)];
    }

    /// <summary>Of all points together.</summary>
    [Benchmark]
    public double Volume() => Hypervolume.Of(_front, _reference);

    /// <summary>What each point adds.</summary>
    [Benchmark]
    public double[] Contributions() => Hypervolume.Contributions(_front, _reference);
}
