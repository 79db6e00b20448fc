namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Numbers as a line of bars, each as high as its number.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int MostBars = 40;

    /// <summary>The line; of more numbers than it has room for some, the first and the last among them.</summary>
    public static string Of(IReadOnlyList<double> numbers)
    {
        if (numbers.Count == 0) return "–";
        var shown = numbers.Count <= MostBars
            ? numbers
            : [.. Enumerable.Range(0, MostBars).Select(i => numbers[(int)((long)i * (numbers.Count - 1) / (MostBars - 1))])];
        var (low, high) = (shown.Min(), shown.Max());
        // Halves, because the difference of two doubles may overflow.
        var range = (0.5 * high) - (0.5 * low);
        return string.Concat(shown.Select(x =>
            Bars[range > 0 ? (int)Math.Round(((0.5 * x) - (0.5 * low)) / range * (Bars.Length - 1)) : 0]));
    }
}
