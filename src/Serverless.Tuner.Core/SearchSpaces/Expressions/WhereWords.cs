using System.Globalization;

namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>Takes an expression apart into its words.</summary>
internal static class WhereWords
{
    private const string Signs = "+-*()<>";

    /// <summary>Its words; the last one is its end, or one that no expression has.</summary>
    public static List<WhereWord> Of(string text)
    {
        var words = new List<WhereWord>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var word = Next(text, ref at);
            words.Add(word);
            if (word.Kind is WhereWordKind.End or WhereWordKind.Unknown) return words;
        }
    }

    /// <summary>Whether a name needs no backquotes.</summary>
    public static bool IsIdentifier(string name) => name.Length > 0 && IsFirst(name[0]) && name.All(IsPart);

    private static WhereWord Next(string text, ref int at)
    {
        var (first, column) = (at, at + 1);
        if (at == text.Length) return new WhereWord(WhereWordKind.End, "", column);
        var c = text[at];
        if (char.IsAsciiDigit(c) || c == '.') return Number(text, ref at);
        if (c == '`') return Quoted(text, ref at);
        if (IsFirst(c))
        {
            while (at < text.Length && IsPart(text[at])) at++;
            return new WhereWord(WhereWordKind.Name, text[first..at], column);
        }

        at++;
        if (!Signs.Contains(c, StringComparison.Ordinal)) return new WhereWord(WhereWordKind.Unknown, $"'{c}'", column);
        if (c is '<' or '>' && at < text.Length && text[at] == '=') at++;
        return new WhereWord(WhereWordKind.Sign, text[first..at], column);
    }

    private static WhereWord Number(string text, ref int at)
    {
        var first = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var exponent = at + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-') exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent])) at = exponent;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }

        var word = text[first..at];
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new WhereWord(WhereWordKind.Number, word, first + 1, value)
            : new WhereWord(WhereWordKind.Unknown, $"the number {word}", first + 1);
    }

    private static WhereWord Quoted(string text, ref int at)
    {
        var first = at;
        var end = text.IndexOf('`', first + 1);
        if (end < 0) return new WhereWord(WhereWordKind.Unknown, "a backquote without its other", first + 1);
        at = end + 1;
        return new WhereWord(WhereWordKind.Name, text[(first + 1)..end], first + 1);
    }

    private static bool IsFirst(char c) => char.IsLetter(c) || c == '_';

    private static bool IsPart(char c) => IsFirst(c) || char.IsDigit(c);
}
