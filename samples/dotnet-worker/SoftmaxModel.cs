namespace DotnetWorker;

/// <summary>Softmax regression: for each digit a weight of each pixel.</summary>
internal sealed class SoftmaxModel
{
    public const string File = "weights.bin";
    private const int Classes = 10;
    private const int Inputs = 65;

    private SoftmaxModel(double[] weights) => Weights = weights;

    public SoftmaxModel() : this(new double[Classes * Inputs])
    {
    }

    public double[] Weights { get; }

    public double Norm => Math.Sqrt(Weights.Sum(weight => weight * weight));

    public static SoftmaxModel Read(byte[] bytes)
    {
        var weights = new double[bytes.Length / sizeof(double)];
        Buffer.BlockCopy(bytes, 0, weights, 0, bytes.Length);
        return new SoftmaxModel(weights);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Weights.Length * sizeof(double)];
        Buffer.BlockCopy(Weights, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    public double Accuracy(IReadOnlyCollection<Digit> digits) => digits.Count(digit =>
    {
        var chances = Chances(digit);
        return Array.IndexOf(chances, chances.Max()) == digit.Label;
    }) / (double)digits.Count;

    /// <summary>How likely it takes a picture for each digit.</summary>
    public double[] Chances(Digit digit)
    {
        var scores = new double[Classes];
        for (var c = 0; c < Classes; c++)
            for (var i = 0; i < Inputs; i++)
                scores[c] += Weights[(c * Inputs) + i] * digit.Pixels[i];
        var highest = scores.Max();
        for (var c = 0; c < Classes; c++) scores[c] = Math.Exp(scores[c] - highest);
        var sum = scores.Sum();
        for (var c = 0; c < Classes; c++) scores[c] /= sum;
        return scores;
    }

    /// <summary>Adds what the loss of a picture changes with each weight.</summary>
    public void AddGradient(Digit digit, double[] gradient)
    {
        var chances = Chances(digit);
        for (var c = 0; c < Classes; c++)
        {
            var error = chances[c] - (c == digit.Label ? 1 : 0);
            for (var i = 0; i < Inputs; i++) gradient[(c * Inputs) + i] += error * digit.Pixels[i];
        }
    }
}
