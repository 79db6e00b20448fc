using System.Runtime.Intrinsics;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Kernels of a discrete numeric parameter: the mass that a truncated normal has in the value's cell.</summary>
/// <param name="bandwidths">The widths' memory.</param>
/// <param name="scale">The cells.</param>
/// <param name="narrow">In a cell up to this wide a normal density stands for the mass.</param>
internal sealed class CellKernels(Bandwidths bandwidths, IDiscreteScale scale, double narrow) : KernelColumn
{
    private const double LogTiny = -700;

    // What is remembered is a function of its key alone; the bound only keeps the memory small.
    private const int MostMasses = 1 << 13;

    private readonly Dictionary<(double Centre, double Deviation, double Coordinate), double> _logMasses = [];
    private readonly Dictionary<(double Centre, double Deviation), int> _places = [];
    private readonly List<int> _distinct = [];
    private double[] _centres = [];
    private double[] _deviations = [];
    private double[] _logNorms = [];
    private double[] _addends = [];
    private double[] _ofDistinct = [];

    // Observations share few values, so many kernels are the same: the mass of each distinct one is computed once.
    private int[] _distinctOf = [];

    public override void Fit(ReadOnlySpan<double> observed, KernelShape shape)
    {
        var stride = VectorMath.Pad(observed.Length + 1);
        Grow(ref _centres, stride);
        Grow(ref _deviations, stride);
        Grow(ref _logNorms, stride);
        Grow(ref _addends, stride);
        Grow(ref _ofDistinct, stride);
        Grow(ref _distinctOf, stride);
        bandwidths.Fit(observed, shape, scale, _centres.AsSpan(0, stride), _deviations.AsSpan(0, stride));
        _places.Clear();
        _distinct.Clear();
        for (var i = 0; i < stride; i++)
        {
            var kernel = (_centres[i], _deviations[i]);
            if (_places.TryGetValue(kernel, out _distinctOf[i])) continue;
            _places.Add(kernel, _distinctOf[i] = _distinct.Count);
            _distinct.Add(i);
        }

        for (var k = 0; k < _distinct.Count; k++)
            _ofDistinct[k] = PortableMath.Log(TruncatedNormal.Mass(_centres[_distinct[k]], _deviations[_distinct[k]]));
        for (var i = 0; i < stride; i++) _logNorms[i] = _ofDistinct[_distinctOf[i]];
    }

    public override double Draw(int kernel, TrialRandom random) => TruncatedNormal.Draw(_centres[kernel], _deviations[kernel], random);

    public override void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs, int stride)
    {
        for (var c = 0; c < coordinates.Length; c++)
        {
            // Candidates often share a value: all are done with the first.
            var x = coordinates[c];
            if (double.IsNaN(x) || coordinates[..c].Contains(x)) continue;
            var (lower, upper) = scale.CellOf(x);
            if (upper - lower > narrow) FindLogMasses(x, lower, upper, stride);
            else FindLogDensities(x, upper - lower, stride);
            for (var other = c; other < coordinates.Length; other++)
                if (coordinates[other] == x) Add(_addends, logs.Slice(other * stride, stride));
        }
    }

    private static void Add(double[] addends, Span<double> row)
    {
        for (var i = 0; i < row.Length; i += Vector256<double>.Count)
            (Vector256.Create<double>(row[i..]) + Vector256.Create(addends, i)).CopyTo(row[i..]);
    }

    private void FindLogMasses(double coordinate, double lower, double upper, int stride)
    {
        for (var k = 0; k < _distinct.Count; k++)
            _ofDistinct[k] = LogMass(_centres[_distinct[k]], _deviations[_distinct[k]], coordinate, lower, upper);
        for (var i = 0; i < stride; i++) _addends[i] = _ofDistinct[_distinctOf[i]] - _logNorms[i];
    }

    private double LogMass(double centre, double deviation, double coordinate, double lower, double upper)
    {
        var key = (centre, deviation, coordinate);
        if (_logMasses.TryGetValue(key, out var known)) return known;
        if (_logMasses.Count >= MostMasses) _logMasses.Clear();
        var mass = Math.Max(LogTiny, PortableMath.Log(NormalDistribution.Mass((lower - centre) / deviation, (upper - centre) / deviation)));
        _logMasses.Add(key, mass);
        return mass;
    }

    /// <summary>The log of mass / width; the width is the same for good and bad, and cancels.</summary>
    private void FindLogDensities(double coordinate, double width, int stride)
    {
        var x = Vector256.Create(coordinate);
        var inCell = Vector256.Create(width * width / 12);
        for (var i = 0; i < stride; i += Vector256<double>.Count)
        {
            var deviation = Vector256.Create(_deviations, i);
            var variance = (deviation * deviation) + inCell;
            var distance = x - Vector256.Create(_centres, i);
            var logDensity = (((distance * distance / variance) + VectorMath.Log(variance)) * -0.5) - Vector256.Create(
                NormalDistribution.LogSqrtTwoPi);
            (logDensity - Vector256.Create(_logNorms, i)).CopyTo(_addends, i);
        }
    }
}
