namespace Serverless.Tuner.Kernels;

/// <summary>Numbers to compute with; the same ones in every run.</summary>
internal static class Sample
{
    /// <summary>Uniform numbers in a range.</summary>
    public static double[] Uniform(int count, double low = 0, double high = 1)
    {
        var random = new Random(17);
        var numbers = new double[count];
        for (var i = 0; i < count; i++) numbers[i] = low + ((high - low) * random.NextDouble());
        return numbers;
    }

    /// <summary>Rows of uniform numbers in [0, 1).</summary>
    public static double[][] Points(int count, int dimensions) => [.. Uniform(count * dimensions).Chunk(dimensions)];
}
