namespace DotnetWorker;

/// <summary>Stochastic gradient descent with momentum and weight decay.</summary>
internal sealed class Trainer(SoftmaxModel model, double rate, double momentum, double decay, int seed)
{
    private readonly Random _random = new(seed);
    private readonly double[] _velocity = new double[model.Weights.Length];
    private readonly double[] _gradient = new double[model.Weights.Length];

    public void Epoch(IReadOnlyCollection<Digit> digits, int batch)
    {
        Digit[] order = [.. digits];
        _random.Shuffle(order);
        foreach (var part in order.Chunk(batch))
        {
            Array.Clear(_gradient);
            foreach (var digit in part) model.AddGradient(digit, _gradient);
            for (var i = 0; i < _gradient.Length; i++)
            {
                _velocity[i] = (momentum * _velocity[i]) - (rate * ((_gradient[i] / part.Length) + (decay * model.Weights[i])));
                model.Weights[i] += _velocity[i];
            }
        }
    }
}
