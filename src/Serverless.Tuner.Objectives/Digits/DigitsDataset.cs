using System.Globalization;
using System.IO.Compression;

namespace Serverless.Tuner.Objectives.Digits;

/// <summary>
/// The 1,797 handwritten digits of <c>samples/data/digits.csv.gz</c> (which the assembly carries), split once and for all:
/// 70 % for training and 30 % for validation, stratified by label, by a fixed seed.
/// </summary>
internal sealed record DigitsDataset(DigitImage[] Training, DigitImage[] Validation)
{
    /// <summary>Pixels of an image, 8 × 8.</summary>
    public const int PixelCount = 64;

    public const int ClassCount = 10;

    private const double Brightest = 16;
    private const double ValidationShare = 0.3;
    private const int SplitSeed = 1797;

    private static readonly Lazy<DigitsDataset> Loaded = new(() => Split(Read()));

    public static DigitsDataset Instance => Loaded.Value;

    private static List<DigitImage> Read()
    {
        using var resource = typeof(DigitsDataset).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var images = new List<DigitImage>();
        while (reader.ReadLine() is { } line)
        {
            var row = Array.ConvertAll(line.Split(','), value => int.Parse(value, CultureInfo.InvariantCulture));
            images.Add(new DigitImage(Array.ConvertAll(row[..PixelCount], value => value / Brightest), row[PixelCount]));
        }

        return images;
    }

    private static DigitsDataset Split(List<DigitImage> all)
    {
        var random = new Random(SplitSeed);
        var training = new List<DigitImage>();
        var validation = new List<DigitImage>();
        foreach (var sameLabel in all.GroupBy(image => image.Label).OrderBy(group => group.Key))
        {
            var images = sameLabel.ToArray();
            random.Shuffle(images);
            var held = (int)Math.Round(images.Length * ValidationShare);
            validation.AddRange(images[..held]);
            training.AddRange(images[held..]);
        }

        return new DigitsDataset([.. training], [.. validation]);
    }
}
