using System.Globalization;
using System.IO.Compression;

namespace Serverless.Tuner.Objectives.Digits;

/// <summary>
/// The 1,797 handwritten digits of <c>samples/data/digits.csv.gz</c> (which the assembly carries), split once and for all:
/// 70 % for training and 30 % for validation, stratified by label, by a fixed seed.
/// </summary>
internal sealed record DigitsDataset(LabelledImages Training, LabelledImages Validation)
{
    /// <summary>Pixels of an image, 8 × 8.</summary>
    public const int PixelCount = 64;

    /// <summary>How many labels there are.</summary>
    public const int ClassCount = 10;

    private const double Brightest = 16;
    private const double ValidationShare = 0.3;
    private const int SplitSeed = 1797;

    private static readonly Lazy<DigitsDataset> Loaded = new(() => Split(Read()));

    /// <summary>The data, read when first asked for.</summary>
    public static DigitsDataset Instance => Loaded.Value;

    private static LabelledImages Read()
    {
        using var resource = typeof(DigitsDataset).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var pixels = new List<double>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            var row = line.Split(',');
            pixels.AddRange(row.Take(PixelCount).Select(v => double.Parse(v, CultureInfo.InvariantCulture) / Brightest));
            labels.Add(int.Parse(row[PixelCount], CultureInfo.InvariantCulture));
        }

        return new LabelledImages([.. pixels], [.. labels]);
    }

    private static DigitsDataset Split(LabelledImages all)
    {
        var random = new Random(SplitSeed);
        var training = new List<int>();
        var validation = new List<int>();
        foreach (var sameLabel in Enumerable.Range(0, all.Count).GroupBy(i => all.Labels[i]).OrderBy(g => g.Key))
        {
            var indexes = sameLabel.ToArray();
            random.Shuffle(indexes);
            var held = (int)Math.Round(indexes.Length * ValidationShare);
            validation.AddRange(indexes[..held]);
            training.AddRange(indexes[held..]);
        }

        return new DigitsDataset(all.Select(training), all.Select(validation));
    }
}
