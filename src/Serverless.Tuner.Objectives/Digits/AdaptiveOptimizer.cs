namespace Serverless.Tuner.Objectives.Digits;

/// <summary>
/// Steps along the running mean of the gradients, divided by the root of the running mean of their squares: Adam, or RMSProp. The means
/// may be corrected for starting at 0.
/// </summary>
internal sealed class AdaptiveOptimizer(int length, double learningRate, double meanDecay, double squareDecay, bool isCorrected)
    : IOptimizer
{
    private readonly double[] _mean = new double[length];
    private readonly double[] _square = new double[length];
    private int _steps;

    /// <summary>Kingma and Ba (2015), algorithm 1, with the constants of the paper.</summary>
    public static AdaptiveOptimizer Adam(int length, double learningRate) => new(length, learningRate, 0.9, 0.999, isCorrected: true);

    /// <summary>Tieleman and Hinton (2012).</summary>
    public static AdaptiveOptimizer RmsProp(int length, double learningRate) => new(length, learningRate, 0, 0.9, isCorrected: false);

    public void Step(Span<double> weights, ReadOnlySpan<double> gradients)
    {
        _steps++;
        var meanScale = isCorrected ? 1 / (1 - Math.Pow(meanDecay, _steps)) : 1;
        var squareScale = isCorrected ? 1 / (1 - Math.Pow(squareDecay, _steps)) : 1;
        for (var i = 0; i < weights.Length; i++)
        {
            var g = gradients[i];
            _mean[i] = (meanDecay * _mean[i]) + ((1 - meanDecay) * g);
            _square[i] = (squareDecay * _square[i]) + ((1 - squareDecay) * g * g);
            weights[i] -= learningRate * _mean[i] * meanScale / (Math.Sqrt(_square[i] * squareScale) + 1e-8);
        }
    }
}
