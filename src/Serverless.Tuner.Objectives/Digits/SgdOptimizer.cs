namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Stochastic gradient descent with classical momentum (Polyak, 1964).</summary>
internal sealed class SgdOptimizer(int length, double learningRate, double momentum) : IOptimizer
{
    private readonly double[] _velocity = new double[length];

    public void Step(Span<double> weights, ReadOnlySpan<double> gradients)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            _velocity[i] = (momentum * _velocity[i]) - (learningRate * gradients[i]);
            weights[i] += _velocity[i];
        }
    }
}
