using System.Buffers;
using System.Globalization;
using System.Text;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>
/// Text as a terminal may have it: what a terminal would obey (control characters), what changes the order of letters
/// (bidirectional controls) and what cannot be seen (format characters) is written as JSON writes it, <c>\u001b</c>. Inside a
/// JSON string the text stays the same.
/// </summary>
internal static class VisibleText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);

    // Letters and marks by category, without a shape: Unicode's "default ignorable" ones that are no format characters. The two
    // selectors that choose between a sign and its emoji are common in what programs print, and hide nothing.
    private static readonly (int First, int Last)[] Invisible =
        [(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164), (0xFE00, 0xFE0D), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF)];

    /// <summary>A name or a value: line breaks and tabs are shown too, as <c>\n</c> and <c>\t</c>.</summary>
    public static string Line(string text) => Show(text, keepsLayout: false);

    /// <summary>A whole text, whose line breaks and tabs are its layout.</summary>
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

    // A carriage return by itself goes back to the line's start, where the rest would be written over it.
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
