namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>Texts in pictures: names and choices are the user's own, and may have characters that no font and no XML has.</summary>
internal static class PlotText
{
    private const int Longest = 60;

    /// <summary>A text as it can be drawn.</summary>
    public static string Of(string text) => string.Concat(
        Excerpt.Start(text, Longest).EnumerateRunes().Select(r =>
            System.Text.Rune.IsControl(r) || r.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : r.ToString()));
}
