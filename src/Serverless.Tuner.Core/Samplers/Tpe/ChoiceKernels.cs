using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Kernels of a categorical: the observed choice with weight 1, and every choice with 1 / (number of kernels) from the prior.</summary>
internal sealed class ChoiceKernels : KernelColumn
{
    private readonly double[] _observed;
    private readonly int _choices;
    private readonly double _hit;
    private readonly double _logHit;
    private readonly double _logMiss;
    private readonly double _logPrior;

    /// <summary>Fits the kernels.</summary>
    /// <param name="observed">Indices of choices, NaN where absent.</param>
    /// <param name="choices">How many choices there are, 2 or more.</param>
    public ChoiceKernels(double[] observed, int choices)
    {
        _observed = observed;
        _choices = choices;
        var prior = 1.0 / (observed.Count(x => !double.IsNaN(x)) + 1);
        var total = 1 + (choices * prior);
        _hit = 1 / total;
        _logHit = PortableMath.Log((1 + prior) / total);
        _logMiss = PortableMath.Log(prior / total);
        _logPrior = PortableMath.Log(1.0 / choices);
    }

    public override double Draw(int kernel, TrialRandom random) => !IsPrior(kernel) && random.NextDouble() < _hit
        ? _observed[kernel]
        : random.NextInt(_choices);

    public override void AddLogDensities(ReadOnlySpan<double> coordinates, Span<double> logs)
    {
        var kernels = _observed.Length + 1;
        for (var c = 0; c < coordinates.Length; c++)
        {
            if (double.IsNaN(coordinates[c])) continue;
            var row = logs.Slice(c * kernels, kernels);
            for (var i = 0; i < kernels; i++)
                row[i] += IsPrior(i) ? _logPrior : _observed[i] == coordinates[c] ? _logHit : _logMiss;
        }
    }

    private bool IsPrior(int kernel) => kernel == _observed.Length || double.IsNaN(_observed[kernel]);
}
