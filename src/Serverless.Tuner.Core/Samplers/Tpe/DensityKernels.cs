using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Truncated normal kernels of a continuous parameter, or of a grid so fine that a density will do.</summary>
internal sealed class DensityKernels : KernelColumn
{
    private const double LogSqrtTwo = 0.34657359027997264;

    private readonly double[] _centres;
    private readonly double[] _deviations;
    private readonly double[] _scales;
    private readonly double[] _logNorms;

    /// <summary>Fits the kernels.</summary>
    /// <param name="observed">Coordinates in [0, 1], NaN where absent.</param>
    /// <param name="cell">The width of a cell; 0 for a continuous parameter. A kernel's mean over cells has a variance larger by cell²/12.</param>
    public DensityKernels(double[] observed, double cell)
    {
        (_centres, _deviations) = Bandwidths.Fit(observed);
        _scales = new double[_centres.Length];
        _logNorms = new double[_centres.Length];
        for (var i = 0; i < _centres.Length; i++)
        {
            var variance = (_deviations[i] * _deviations[i]) + (cell * cell / 12);
            // (x − μ)² / 2σ² as the square of (x − μ) times this.
            _scales[i] = Math.Sqrt(0.5 / variance);
            _logNorms[i] = PortableMath.Log(_scales[i] / TruncatedNormal.Mass(_centres[i], _deviations[i])) + (LogSqrtTwo - NormalDistribution.LogSqrtTwoPi);
        }
    }

    public override double Draw(int kernel, TrialRandom random) => TruncatedNormal.Draw(_centres[kernel], _deviations[kernel], random);

    public override void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs)
    {
        var centres = _centres.AsSpan();
        var scales = _scales.AsSpan(0, centres.Length);
        var norms = _logNorms.AsSpan(0, centres.Length);
        for (var c = 0; c < coordinates.Length; c++)
        {
            var x = coordinates[c];
            if (double.IsNaN(x)) continue;
            var row = logs.Slice(c * centres.Length, centres.Length);
            for (var i = 0; i < row.Length; i++)
            {
                var z = (x - centres[i]) * scales[i];
                row[i] += norms[i] - (z * z);
            }
        }
    }
}
