namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Mini-batch gradient descent on the digits; one seed determines it all.</summary>
internal sealed class DigitsTraining
{
    private readonly DigitsDataset _data = DigitsDataset.Instance;
    private readonly MultilayerPerceptron _perceptron;
    private readonly Action[] _updates;
    private readonly Batch _full;
    private readonly Batch? _rest;
    private readonly Batch _validation;
    private readonly int[] _order;
    private readonly Random _random;

    public DigitsTraining(DigitsOptions options, long seed)
    {
        _random = new Random(HashCodeOf(seed));
        _perceptron = new MultilayerPerceptron(DigitsDataset.PixelCount, DigitsDataset.ClassCount, options, _random);
        _updates = [.. _perceptron.Layers.SelectMany(layer => UpdatesOf(layer, options))];
        _order = [.. Enumerable.Range(0, _data.Training.Length)];
        var size = Math.Min(options.BatchSize, _order.Length);
        _full = new Batch(size, _perceptron.Layers);
        _rest = _order.Length % size == 0 ? null : new Batch(_order.Length % size, _perceptron.Layers);
        _validation = new Batch(_data.Validation.Length, _perceptron.Layers);
        _validation.Fill(_data.Validation, [.. Enumerable.Range(0, _data.Validation.Length)]);
    }

    /// <summary>One pass over the training images in a new order.</summary>
    /// <returns>The mean loss; not finite once training has diverged.</returns>
    public double RunEpoch(CancellationToken cancellationToken)
    {
        _random.Shuffle(_order);
        var loss = 0.0;
        for (var start = 0; start < _order.Length; start += _full.Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = _order.Length - start >= _full.Size ? _full : _rest!;
            batch.Fill(_data.Training, _order.AsSpan(start));
            loss += _perceptron.Backpropagate(batch, _random) * batch.Size;
            if (!double.IsFinite(loss)) return loss;
            foreach (var update in _updates) update();
        }

        return loss / _order.Length;
    }

    /// <summary>The share of validation images that are classified right.</summary>
    public double ValidationAccuracy() => _perceptron.Accuracy(_validation);

    private static IEnumerable<Action> UpdatesOf(DenseLayer layer, DigitsOptions options)
    {
        var weights = options.CreateOptimizer(layer.Weights.Values.Length);
        yield return () => weights.Step(layer.Weights.Values, layer.WeightGradients.Values);
        var biases = options.CreateOptimizer(layer.Biases.Length);
        yield return () => biases.Step(layer.Biases, layer.BiasGradients);
    }

    private static int HashCodeOf(long seed) => unchecked((int)(seed ^ (seed >>> 32)));
}
