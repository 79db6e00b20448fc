using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>Text that somebody else has written, as an agent is shown it: on one line, short, without what a terminal or a reader would not
/// see, and in quotes, so that it is taken for data.</summary>
internal static class QuotedText
{
    /// <summary>How many characters are shown.</summary>
    public const int Longest = 200;

    /// <summary>
    /// The text in double quotes. Control characters, those that turn the direction of writing, and others that have no shape are removed.
    /// </summary>
    public static string Of(string? text) => JsonSerializer.Serialize(Clean(text), TunerJson.Options);

    /// <summary>The same without the quotes, for a field of its own.</summary>
    public static string Clean(string? text)
    {
        var clean = new StringBuilder();
        var isSpace = false;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            // Enough to be cut, and no more: the text may be long.
            if (clean.Length > Longest) break;
            if (Rune.IsWhiteSpace(rune)) isSpace = clean.Length > 0;
            else if (IsShown(rune))
            {
                if (isSpace) clean.Append(' ');
                isSpace = false;
                clean.Append(rune.ToString());
            }
        }

        return Excerpt.Start(clean.ToString(), Longest);
    }

    /// <summary>A name as it is where it is a plain word, else in quotes.</summary>
    public static string Name(string name) => IsWord(name) ? name : Of(name);

    /// <summary>Whether every character of a text is shown as it is, so that what is read is what is there.</summary>
    public static bool IsPlain(string text) => text.EnumerateRunes().All(IsShown);

    /// <summary>Whether a character has a shape, and turns no direction of writing.</summary>
    public static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsWord(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
