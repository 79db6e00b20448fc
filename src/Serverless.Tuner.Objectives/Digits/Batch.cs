using MathNet.Numerics.LinearAlgebra.Double;

namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Images on their way through a perceptron, one a column, with room
/// for every layer's values; used again for each batch of its size.</summary>
internal sealed class Batch
{
    public Batch(int size, IReadOnlyList<DenseLayer> layers)
    {
        Size = size;
        Input = new DenseMatrix(layers[0].Weights.ColumnCount, size);
        Labels = new int[size];
        Activated = MakeRoom(layers);
        Passed = MakeRoom(layers);
        Gradients = MakeRoom(layers);
        Masks = MakeRoom(layers);
    }

    public int Size { get; }

    public DenseMatrix Input { get; }

    public int[] Labels { get; }

    /// <summary>Each layer's activations; the last layer's are the logits.</summary>
    public DenseMatrix[] Activated { get; }

    /// <summary>What each hidden layer passes on after dropout.</summary>
    public DenseMatrix[] Passed { get; }

    /// <summary>The gradients of each layer's output before its activation.</summary>
    public DenseMatrix[] Gradients { get; }

    /// <summary>The factors of dropout: 0, or 1 / (1 − dropout).</summary>
    public DenseMatrix[] Masks { get; }

    /// <summary>Takes <see cref="Size"/> images from <paramref name="order"/> on.</summary>
    public void Fill(DigitImage[] images, ReadOnlySpan<int> order)
    {
        for (var i = 0; i < Size; i++)
        {
            images[order[i]].Pixels.CopyTo(Input.Values.AsSpan(i * Input.RowCount));
            Labels[i] = images[order[i]].Label;
        }
    }

    private DenseMatrix[] MakeRoom(IReadOnlyList<DenseLayer> layers) => [.. layers.Select(l => new DenseMatrix(l.Weights.RowCount, Size))];
}
