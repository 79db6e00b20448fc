using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Serverless.Tuner.Objectives.Digits;

/// <summary>A multilayer perceptron with softmax and cross-entropy: loss, gradients
/// and accuracy. An <see cref="IOptimizer"/> moves the weights.</summary>
internal sealed class MultilayerPerceptron
{
    private readonly Activation _activation;
    private readonly double _dropout;
    private readonly double _l2;

    // One thread for each trial: trials run in parallel instead, and sums are the same on every machine.
    static MultilayerPerceptron() => Control.UseSingleThread();

    /// <summary>Weights after He et al. (2015) for relu, after Glorot and Bengio (2010) otherwise.</summary>
    public MultilayerPerceptron(int inputs, int classes, DigitsOptions options, Random random)
    {
        _activation = options.Activation;
        _dropout = options.Dropout;
        _l2 = options.L2;
        var sizes = new[] { inputs }.Concat(Enumerable.Repeat(options.HiddenUnits, options.Layers)).Append(classes).ToArray();
        Layers = [.. sizes.Zip(sizes.Skip(1), (from, to) => new DenseLayer(from, to, Deviation(from, to), random))];
    }

    /// <summary>The hidden layers, then the output.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The loss of a batch, mean cross-entropy + ½·l2·Σw², with dropout
    /// drawn from <paramref name="random"/>; sets the layers' gradients.</summary>
    public double Backpropagate(Batch batch, Random random)
    {
        Forward(batch, _dropout > 0 ? random : null);
        var last = Layers.Count - 1;
        var loss = SoftmaxCrossEntropy(batch.Activated[last], batch.Labels, batch.Gradients[last]);
        for (var l = last; l > 0; l--)
        {
            var below = batch.Gradients[l - 1];
            Layers[l].Backward(Output(batch, l - 1), batch.Gradients[l], below, _l2);
            if (_dropout > 0) below.PointwiseMultiply(batch.Masks[l - 1], below);
            _activation.MultiplyByDerivative(batch.Activated[l - 1].Values, below.Values);
        }

        Layers[0].Backward(batch.Input, batch.Gradients[0], null, _l2);

        return loss + (_l2 / 2 * Layers.Sum(layer => layer.Weights.Values.Sum(w => w * w)));
    }

    /// <summary>The share of the images in <paramref name="batch"/> whose likeliest label is right; nothing is dropped out.</summary>
    public double Accuracy(Batch batch)
    {
        Forward(batch, null);
        var logits = batch.Activated[^1];
        var right = 0;
        for (var i = 0; i < batch.Size; i++)
            if (IndexOfMax(logits.Values.AsSpan(i * logits.RowCount, logits.RowCount)) == batch.Labels[i]) right++;
        return (double)right / batch.Size;
    }

    private void Forward(Batch batch, Random? dropout)
    {
        var input = batch.Input;
        for (var l = 0; l < Layers.Count; l++)
        {
            Layers[l].Forward(input, batch.Activated[l]);
            if (l == Layers.Count - 1) break;
            _activation.Apply(batch.Activated[l].Values);
            input = batch.Activated[l];
            if (dropout is null) continue;
            foreach (ref var mask in batch.Masks[l].Values.AsSpan()) mask = dropout.NextDouble() < _dropout ? 0 : 1 / (1 - _dropout);
            input.PointwiseMultiply(batch.Masks[l], batch.Passed[l]);
            input = batch.Passed[l];
        }
    }

    private DenseMatrix Output(Batch batch, int layer) => _dropout > 0 ? batch.Passed[layer] : batch.Activated[layer];

    /// <summary>The mean loss of the columns of <paramref name="logits"/>, and its gradients.</summary>
    private static double SoftmaxCrossEntropy(DenseMatrix logits, int[] labels, DenseMatrix gradients)
    {
        var loss = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var z = logits.Values.AsSpan(i * logits.RowCount, logits.RowCount);
            var g = gradients.Values.AsSpan(i * logits.RowCount, logits.RowCount);
            var max = z[IndexOfMax(z)];
            var sum = 0.0;
            for (var k = 0; k < z.Length; k++) sum += g[k] = Math.Exp(z[k] - max);
            for (var k = 0; k < z.Length; k++) g[k] = ((g[k] / sum) - (k == labels[i] ? 1 : 0)) / labels.Length;
            loss += max + Math.Log(sum) - z[labels[i]];
        }

        return loss / labels.Length;
    }

    private double Deviation(int inputs, int outputs) =>
        _activation == Activation.Relu ? Math.Sqrt(2.0 / inputs) : Math.Sqrt(2.0 / (inputs + outputs));

    private static int IndexOfMax(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var k = 1; k < values.Length; k++)
            if (values[k] > values[best]) best = k;
        return best;
    }
}
