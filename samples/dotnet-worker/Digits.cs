using System.Globalization;
using System.IO.Compression;

namespace DotnetWorker;

/// <summary>A handwritten digit.</summary>
/// <param name="Pixels">Its pixels, 0 to 1, and a constant 1.</param>
/// <param name="Label">Which digit it is.</param>
internal sealed record Digit(double[] Pixels, int Label);

/// <summary>The digits of samples/data.</summary>
internal static class Digits
{
    private const double Brightest = 16;
    private const int ForValidation = 500;
    private static readonly Digit[] s_all = Read();

    public static Digit[] Training => s_all[..^ForValidation];

    public static Digit[] Validation => s_all[^ForValidation..];

    private static Digit[] Read()
    {
        using var packed = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            double[] numbers = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            return new Digit([.. numbers[..^1].Select(pixel => pixel / Brightest), 1], (int)numbers[^1]);
        })];
    }
}
