namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Adam (Kingma and Ba, 2015, algorithm 1) with the constants of the paper.</summary>
internal sealed class AdamOptimizer(int length, double learningRate) : IOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private readonly double[] _mean = new double[length];
    private readonly double[] _square = new double[length];
    private int _steps;

    public void Step(Span<double> weights, ReadOnlySpan<double> gradients)
    {
        _steps++;
        var meanScale = 1 / (1 - Math.Pow(Beta1, _steps));
        var squareScale = 1 / (1 - Math.Pow(Beta2, _steps));
        for (var i = 0; i < weights.Length; i++)
        {
            var g = gradients[i];
            _mean[i] = (Beta1 * _mean[i]) + ((1 - Beta1) * g);
            _square[i] = (Beta2 * _square[i]) + ((1 - Beta2) * g * g);
            weights[i] -= learningRate * _mean[i] * meanScale / (Math.Sqrt(_square[i] * squareScale) + 1e-8);
        }
    }
}
