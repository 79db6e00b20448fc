namespace Serverless.Tuner.Objectives.Digits;

/// <summary>Images of one size with their labels.</summary>
/// <param name="Pixels">The grey values of all images in [0, 1], one image after the other.</param>
/// <param name="Labels">What each image shows, 0 to 9.</param>
internal sealed record LabelledImages(double[] Pixels, int[] Labels)
{
    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The grey values of one image.</summary>
    public ReadOnlySpan<double> Image(int index) => Pixels.AsSpan(index * DigitsDataset.PixelCount, DigitsDataset.PixelCount);

    /// <summary>The images of <paramref name="indexes"/>, in that order.</summary>
    public LabelledImages Select(IReadOnlyList<int> indexes)
    {
        var pixels = new double[indexes.Count * DigitsDataset.PixelCount];
        for (var i = 0; i < indexes.Count; i++)
            Image(indexes[i]).CopyTo(pixels.AsSpan(i * DigitsDataset.PixelCount));
        return new LabelledImages(pixels, [.. indexes.Select(i => Labels[i])]);
    }
}
