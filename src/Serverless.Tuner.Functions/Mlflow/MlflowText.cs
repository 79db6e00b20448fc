using System.Globalization;
using System.Text;
using Serverless.Tuner.Functions.Agents;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>Texts of users as MLflow takes them: its storage backends agree on so many bytes, and keys stand for paths.</summary>
internal static class MlflowText
{
    /// <summary>How long a key may be, in bytes.</summary>
    public const int KeyBytes = 250;

    /// <summary>How long the value of a parameter may be, in bytes.</summary>
    public const int ParameterBytes = 6_000;

    /// <summary>How long the value of a tag may be, in bytes.</summary>
    public const int TagBytes = 5_000;

    private const string Else = "_";
    private const string Gap = "…";

    /// <summary>The name of a parameter, a metric or a tag: letters, digits, <c>_ - . /</c> and spaces; no path that leads elsewhere.
    /// </summary>
    public static string Key(string name)
    {
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes()) clean.Append(IsOfKey(rune) ? rune.ToString() : Else);
        var parts = Cut(clean.ToString(), KeyBytes).Split('/').Select(part => part is "" or "." or ".." ? Else : part);
        var key = string.Join('/', parts);
        // To MLflow that leads up, too.
        return key.StartsWith("..", StringComparison.Ordinal) ? Else + key[1..] : key;
    }

    /// <summary>A text without what cannot be seen, of so many bytes at most.</summary>
    public static string Value(string text, int bytes)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is '\n' or '\t' ? " " : QuotedText.IsShown(rune) ? rune.ToString() : "\uFFFD");
        var whole = clean.ToString();
        return Encoding.UTF8.GetByteCount(whole) <= bytes ? whole : Cut(whole, bytes - Encoding.UTF8.GetByteCount(Gap)) + Gap;
    }

    /// <summary>A key that no other one is: a number at its end sets it apart.</summary>
    public static string Unique(string key, Func<string, bool> isTaken)
    {
        for (var number = 2; ; number++)
        {
            var end = $"_{number.ToString(CultureInfo.InvariantCulture)}";
            if (Cut(key, KeyBytes - end.Length) + end is var other && !isTaken(other)) return other;
        }
    }

    private static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes) return text;
        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > bytes) break;
            used += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static bool IsOfKey(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '.' or '/' or ' ';
}
