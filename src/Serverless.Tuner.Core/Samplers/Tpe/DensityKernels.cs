using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Truncated normal kernels of a continuous parameter, or of a grid so fine that a density will do.</summary>
/// <param name="bandwidths">The widths' memory.</param>
/// <param name="cell">The width of a cell; 0 for a continuous parameter.
/// A kernel's mean over cells has a variance larger by cell²/12.</param>
internal sealed class DensityKernels(Bandwidths bandwidths, double cell) : KernelColumn
{
    private const double LogSqrtTwo = 0.34657359027997264;

    private double[] _centres = [];
    private double[] _deviations = [];
    private double[] _scales = [];
    private double[] _logNorms = [];

    public override void Fit(ReadOnlySpan<double> observed, KernelShape shape)
    {
        var stride = VectorMath.Pad(observed.Length + 1);
        Grow(ref _centres, stride);
        Grow(ref _deviations, stride);
        Grow(ref _scales, stride);
        Grow(ref _logNorms, stride);
        // A kernel narrower than half a cell would hardly ever leave it.
        shape = shape with { Floor = Math.Max(shape.Floor, 0.5 * cell) };
        bandwidths.Fit(observed, shape, null, _centres.AsSpan(0, stride), _deviations.AsSpan(0, stride));

        var half = Vector256.Create(0.5);
        var inCell = Vector256.Create(cell * cell / 12);
        var constant = Vector256.Create(LogSqrtTwo - NormalDistribution.LogSqrtTwoPi);
        for (var i = 0; i < stride; i += Vector256<double>.Count)
        {
            var centre = Vector256.Create(_centres, i);
            var deviation = Vector256.Create(_deviations, i);
            // (x − μ)² / 2σ² as the square of (x − μ) times this.
            var scale = Vector256.Sqrt(half / ((deviation * deviation) + inCell));
            scale.CopyTo(_scales, i);
            (VectorMath.Log(scale / TruncatedNormal.Mass(centre, deviation)) + constant).CopyTo(_logNorms, i);
        }
    }

    public override double Draw(int kernel, TrialRandom random) => TruncatedNormal.Draw(_centres[kernel], _deviations[kernel], random);

    public override void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs, int stride)
    {
        ref var log = ref MemoryMarshal.GetReference(logs[..(coordinates.Length * stride)]);
        for (var i = 0; i < stride; i += Vector256<double>.Count)
        {
            var centre = Vector256.Create(_centres, i);
            var scale = Vector256.Create(_scales, i);
            var norm = Vector256.Create(_logNorms, i);
            for (var c = 0; c < coordinates.Length; c++)
            {
                var x = coordinates[c];
                if (double.IsNaN(x)) continue;
                var at = (nuint)((c * stride) + i);
                var z = (Vector256.Create(x) - centre) * scale;
                (Vector256.LoadUnsafe(ref log, at) + (norm - (z * z))).StoreUnsafe(ref log, at);
            }
        }
    }
}
