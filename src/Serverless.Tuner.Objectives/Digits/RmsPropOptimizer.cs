namespace Serverless.Tuner.Objectives.Digits;

/// <summary>RMSProp (Tieleman and Hinton, 2012) with a decay of 0.9.</summary>
internal sealed class RmsPropOptimizer(int length, double learningRate) : IOptimizer
{
    private const double Decay = 0.9;
    private readonly double[] _square = new double[length];

    public void Step(Span<double> weights, ReadOnlySpan<double> gradients)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var g = gradients[i];
            _square[i] = (Decay * _square[i]) + ((1 - Decay) * g * g);
            weights[i] -= learningRate * g / (Math.Sqrt(_square[i]) + 1e-8);
        }
    }
}
