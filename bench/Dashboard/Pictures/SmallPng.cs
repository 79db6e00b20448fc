using SkiaSharp;

namespace Serverless.Tuner.DashboardBenchmarks.Pictures;

/// <summary>Makes pictures small enough for a repository: a browser writes them as fast as it can, not as small.</summary>
internal static class SmallPng
{
    /// <summary>The same picture with 32 shades of each colour, of which nobody sees the difference, compressed as well as it can be.
    /// </summary>
    public static byte[] Of(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        bitmap.Pixels = [.. bitmap.Pixels.Select(pixel => new SKColor(Rounded(pixel.Red), Rounded(pixel.Green), Rounded(pixel.Blue)))];
        using var small = new MemoryStream();
        using (var pixels = bitmap.PeekPixels())
            pixels.Encode(small, new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, zLibLevel: 9));
        return small.ToArray();
    }

    /// <summary>The upper five bits, spread over all eight: black stays black and white white.</summary>
    private static byte Rounded(byte shade) => (byte)((shade & 0xF8) | (shade >> 5));
}
