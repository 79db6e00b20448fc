using Serverless.Tuner.Objectives.Digits;

namespace Serverless.Tuner.Objectives.Tests.Digits;

public sealed class MultilayerPerceptronTests
{
    private const double Nudge = 1e-6;

    public static TheoryData<int, string, double> Networks()
    {
        var data = new TheoryData<int, string, double>();
        foreach (var layers in new[] { 1, 2, 3 })
            foreach (var activation in Enum.GetNames<Activation>())
                foreach (var dropout in new[] { 0, 0.4 })
                    data.Add(layers, activation, dropout);
        return data;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Backpropagate_EveryWeight_HasTheGradientOfFiniteDifferences(int layers, string activation, double dropout)
    {
        var options = new DigitsOptions
        {
            HiddenUnits = 5,
            Layers = layers,
            Activation = Enum.Parse<Activation>(activation),
            Dropout = dropout,
            L2 = 0.01,
        };
        var perceptron = new MultilayerPerceptron(DigitsDataset.PixelCount, DigitsDataset.ClassCount, options, new Random(7));
        var batch = new Batch(6, perceptron.Layers);
        batch.Fill(DigitsDataset.Instance.Training, [0, 200, 400, 600, 800, 1000]);
        // Biases off zero, so that no relu stands exactly at its corner.
        foreach (var layer in perceptron.Layers)
            for (var i = 0; i < layer.Biases.Length; i++)
                layer.Biases[i] = 0.05 * (i + 1);

        perceptron.Backpropagate(batch, new Random(3));
        var checks = perceptron.Layers.SelectMany(layer => new (double[] Weights, double[] Gradients)[]
        {
            (layer.Weights.Values, (double[])layer.WeightGradients.Values.Clone()),
            (layer.Biases, (double[])layer.BiasGradients.Clone()),
        }).ToArray();

        foreach (var (weights, gradients) in checks)
            for (var i = 0; i < weights.Length; i++)
                Assert.Equal(FiniteDifference(perceptron, batch, weights, i), gradients[i], 1e-6);
        Assert.Contains(checks, c => c.Gradients.Any(g => Math.Abs(g) > 0.01));
    }

    private static double FiniteDifference(MultilayerPerceptron perceptron, Batch batch, double[] weights, int index)
    {
        var weight = weights[index];
        weights[index] = weight + Nudge;
        var above = perceptron.Backpropagate(batch, new Random(3));
        weights[index] = weight - Nudge;
        var below = perceptron.Backpropagate(batch, new Random(3));
        weights[index] = weight;
        return (above - below) / (2 * Nudge);
    }
}
