using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Kernels of a discrete numeric parameter: the mass that a truncated normal has in the value's cell.</summary>
internal sealed class CellKernels : KernelColumn
{
    private const double LogTiny = -700;

    private readonly IDiscreteScale _scale;
    private readonly double _narrow;
    private readonly double[] _centres;
    private readonly double[] _deviations;

    // Observations share few values, so many kernels are the same: each distinct one is evaluated once.
    private readonly int[] _distinctOf;
    private readonly int[] _distinct;
    private readonly double[] _logNorms;

    /// <summary>Fits the kernels.</summary>
    /// <param name="observed">Coordinates in [0, 1], NaN where absent.</param>
    /// <param name="scale">The cells.</param>
    /// <param name="narrow">In a cell up to this wide a normal density stands for the mass.</param>
    public CellKernels(double[] observed, IDiscreteScale scale, double narrow)
    {
        _scale = scale;
        _narrow = narrow;
        (_centres, _deviations) = Bandwidths.Fit(observed, scale);
        _distinctOf = new int[_centres.Length];
        var places = new Dictionary<(double, double), int>();
        for (var i = 0; i < _centres.Length; i++)
        {
            var kernel = (_centres[i], _deviations[i]);
            if (!places.TryGetValue(kernel, out _distinctOf[i])) places.Add(kernel, _distinctOf[i] = places.Count);
        }

        _distinct = new int[places.Count];
        for (var i = _centres.Length - 1; i >= 0; i--) _distinct[_distinctOf[i]] = i;
        _logNorms = [.. _distinct.Select(i => PortableMath.Log(TruncatedNormal.Mass(_centres[i], _deviations[i])))];
    }

    public override double Draw(int kernel, TrialRandom random) => TruncatedNormal.Draw(_centres[kernel], _deviations[kernel], random);

    public override void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs)
    {
        // Candidates often share a value: its masses are computed once.
        var known = new Dictionary<double, double[]>(coordinates.Length);
        for (var c = 0; c < coordinates.Length; c++)
        {
            if (double.IsNaN(coordinates[c])) continue;
            if (!known.TryGetValue(coordinates[c], out var masses)) known.Add(coordinates[c], masses = LogMasses(coordinates[c]));
            var row = logs.Slice(c * _distinctOf.Length, _distinctOf.Length);
            for (var i = 0; i < row.Length; i++) row[i] += masses[_distinctOf[i]];
        }
    }

    /// <summary>For each distinct kernel, the log of its mass at a coordinate.</summary>
    private double[] LogMasses(double coordinate)
    {
        var (lower, upper) = _scale.CellOf(coordinate);
        var masses = new double[_distinct.Length];
        for (var k = 0; k < masses.Length; k++)
        {
            var i = _distinct[k];
            masses[k] = (upper - lower > _narrow ? LogMass(i, lower, upper) : LogDensity(i, coordinate, upper - lower)) - _logNorms[k];
        }

        return masses;
    }

    private double LogMass(int i, double lower, double upper) =>
        Math.Max(LogTiny, PortableMath.Log(NormalDistribution.Mass((lower - _centres[i]) / _deviations[i], (upper - _centres[i]) / _deviations[i])));

    /// <summary>The log of mass / width; the width is the same for good and bad, and cancels.</summary>
    private double LogDensity(int i, double coordinate, double width)
    {
        var variance = (_deviations[i] * _deviations[i]) + (width * width / 12);
        var distance = coordinate - _centres[i];
        return (-0.5 * ((distance * distance / variance) + PortableMath.Log(variance))) - NormalDistribution.LogSqrtTwoPi;
    }
}
