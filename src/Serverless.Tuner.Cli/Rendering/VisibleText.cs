using System.Buffers;
using System.Globalization;
using System.Text;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>
/// Text that is safe on a terminal: control characters, which a terminal would obey, bidirectional controls, which reorder letters, and
/// invisible format characters are written as in JSON, <c>\u001b</c>. Inside a JSON string the text keeps its meaning.
/// </summary>
internal static class VisibleText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);

    // Unicode's "default ignorable" letters and marks, which have no shape. Not the two selectors that choose between a sign and its
    // emoji: they are common in output, and hide nothing.
    private static readonly (int First, int Last)[] Invisible =
        [(0x034F, 0x034F),
            (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164), (0xFE00, 0xFE0D), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF)];

    /// <summary>For names and values: line breaks and tabs are shown, too, as <c>\n</c> and <c>\t</c>.</summary>
    public static string Line(string text) => Show(text, keepsLayout: false);

    /// <summary>For a text whose line breaks and tabs are its layout.</summary>
    public static string Lines(string text) => Show(text, keepsLayout: true);

    private static string Show(string text, bool keepsLayout)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain)) return text;
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var isRune = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == OperationStatus.Done;
            var part = text.AsSpan(i, length);
            i += length;
            if (keepsLayout && IsLayout(part[0], i < text.Length ? text[i] : '\0') || isRune && IsSeen(rune)) shown.Append(part);
            else Escape(part, shown);
        }

        return shown.ToString();
    }

    // A single carriage return would let the rest overwrite the line.
    private static bool IsLayout(char c, char next) => c is '\n' or '\t' || (c == '\r' && next == '\n');

    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !Invisible.Any(range => rune.Value >= range.First && rune.Value <= range.Last);

    private static void Escape(ReadOnlySpan<char> part, StringBuilder shown)
    {
        foreach (var c in part)
        {
            _ = c switch
            {
                '\n' => shown.Append(@"\n"),
                '\r' => shown.Append(@"\r"),
                '\t' => shown.Append(@"\t"),
                _ => shown.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
            };
        }
    }
}
