using System.Runtime.Intrinsics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Kernels of a categorical: the observed choice with weight 1,
/// and every choice with 1 / (number of kernels) from the prior.</summary>
/// <param name="choices">How many choices there are, 2 or more.</param>
internal sealed class ChoiceKernels(int choices) : KernelColumn
{
    private double[] _observed = [];
    private double[] _logMisses = [];
    private double _hit;
    private double _logHit;

    public override void Fit(ReadOnlySpan<double> observed, KernelShape shape)
    {
        var stride = VectorMath.Pad(observed.Length + 1);
        Grow(ref _observed, stride);
        Grow(ref _logMisses, stride);
        observed.CopyTo(_observed);
        _observed.AsSpan(observed.Length, stride - observed.Length).Fill(double.NaN);

        var present = 0;
        foreach (var x in observed)
            if (!double.IsNaN(x)) present++;
        var prior = 1.0 / (present + 1);
        var total = 1 + (choices * prior);
        _hit = 1 / total;
        _logHit = PortableMath.Log((1 + prior) / total);
        var logMiss = PortableMath.Log(prior / total);
        var logPrior = PortableMath.Log(1.0 / choices);
        for (var i = 0; i < stride; i++) _logMisses[i] = double.IsNaN(_observed[i]) ? logPrior : logMiss;
    }

    public override double Draw(int kernel, TrialRandom random) => !double.IsNaN(_observed[kernel]) && random.NextDouble() < _hit
        ? _observed[kernel]
        : random.NextInt(choices);

    public override void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs, int stride)
    {
        var logHit = Vector256.Create(_logHit);
        for (var c = 0; c < coordinates.Length; c++)
        {
            if (double.IsNaN(coordinates[c])) continue;
            var row = logs.Slice(c * stride, stride);
            var x = Vector256.Create(coordinates[c]);
            for (var i = 0; i < stride; i += Vector256<double>.Count)
            {
                var isHit = Vector256.Equals(Vector256.Create(_observed, i), x);
                (Vector256.Create<double>(row[i..]) + Vector256.ConditionalSelect(isHit, logHit, Vector256.Create(_logMisses, i)))
                    .CopyTo(row[i..]);
            }
        }
    }
}
