using MathNet.Numerics.LinearAlgebra.Double;

namespace Serverless.Tuner.Objectives.Digits;

/// <summary>A fully connected layer: z = W·x + b for each column x of its input, and the gradients of W and b.</summary>
internal sealed class DenseLayer
{
    /// <summary>Draws the weights from a normal distribution of the given standard deviation; biases start at 0.</summary>
    public DenseLayer(int inputs, int outputs, double deviation, Random random)
    {
        Weights = DenseMatrix.Create(outputs, inputs, (_, _) => deviation * NextGaussian(random));
        WeightGradients = new DenseMatrix(outputs, inputs);
        Biases = new double[outputs];
        BiasGradients = new double[outputs];
    }

    /// <summary>Outputs × inputs.</summary>
    public DenseMatrix Weights { get; }

    public DenseMatrix WeightGradients { get; }

    public double[] Biases { get; }

    public double[] BiasGradients { get; }

    public void Forward(DenseMatrix input, DenseMatrix output)
    {
        Weights.Multiply(input, output);
        var values = output.Values.AsSpan();
        for (var column = 0; column < values.Length; column += Biases.Length)
            for (var row = 0; row < Biases.Length; row++)
                values[column + row] += Biases[row];
    }

    /// <summary>Computes the gradients of weights and biases from those of
    /// the output, and those of the input where they are wanted.</summary>
    public void Backward(DenseMatrix input, DenseMatrix outputGradients, DenseMatrix? inputGradients, double l2)
    {
        outputGradients.TransposeAndMultiply(input, WeightGradients);
        var gradients = WeightGradients.Values.AsSpan();
        var weights = Weights.Values.AsSpan();
        for (var i = 0; i < gradients.Length; i++) gradients[i] += l2 * weights[i];

        Array.Clear(BiasGradients);
        var values = outputGradients.Values.AsSpan();
        for (var column = 0; column < values.Length; column += BiasGradients.Length)
            for (var row = 0; row < BiasGradients.Length; row++)
                BiasGradients[row] += values[column + row];

        if (inputGradients is not null) Weights.TransposeThisAndMultiply(outputGradients, inputGradients);
    }

    private static double NextGaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
