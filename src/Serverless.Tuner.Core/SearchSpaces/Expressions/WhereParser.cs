using System.Globalization;

namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>Reads an expression by recursive descent.</summary>
/// <remarks>
/// <c>comparison := sum ("&lt;=" | "&lt;" | "&gt;=" | "&gt;") sum</c>, <c>sum := product (("+" | "-") product)*</c>,
/// <c>product := factor ("*" factor)*</c>, <c>factor := number | name | "(" sum ")" | ("-" | "+") factor</c>. A name that is no
/// identifier stands between backquotes.
/// </remarks>
internal sealed class WhereParser
{
    /// <summary>The most characters that an expression may have.</summary>
    public const int MostCharacters = 500;

    // Deeper ones nobody reads, and the thread's stack has an end.
    private const int MostDepth = 50;
    private const int LongestWord = 80;

    private readonly List<WhereWord> _words;
    private readonly List<WhereStep> _steps = [];
    private readonly List<WhereName> _names = [];
    private int _at;
    private int _depth;
    private string? _error;

    private WhereParser(string text) => _words = WhereWords.Of(text);

    private WhereWord Word => _words[_at];

    /// <summary>The expression, or what is wrong with its text.</summary>
    public static (WhereExpression? Expression, string? Error) Parse(string text)
    {
        if (text.Length > MostCharacters) return (null, $"has {text.Length} characters, more than {MostCharacters}");
        if (string.IsNullOrWhiteSpace(text)) return (null, "is empty: give a comparison such as units2 <= units1");
        var parser = new WhereParser(text);
        var comparison = parser.ReadComparison();
        if (parser._error is { } error) return (null, error);
        return parser._names.Count == 0
            ? (null, "names no parameter")
            : (new WhereExpression(parser.Written(), parser._names, [.. parser._steps], comparison), null);
    }

    private Comparison ReadComparison()
    {
        ReadSum();
        var sign = Word;
        if (!sign.IsComparison) Fail("<=, <, >= or >");
        if (_error is not null) return default;
        _at++;
        ReadSum();
        if (_error is null && Word.IsComparison)
            _error = At(Word, "is a second comparison: give it as an expression of its own");
        if (Word.Kind != WhereWordKind.End) Fail("an operator or the end");
        return new Comparison(sign.Text[0] == '<', sign.Text.Length == 1);
    }

    private void ReadSum()
    {
        ReadProduct();
        while (_error is null && (Word.Is("+") || Word.Is("-")))
        {
            var operation = Word.Is("+") ? WhereOperation.Add : WhereOperation.Subtract;
            _at++;
            ReadProduct();
            _steps.Add(new WhereStep(operation));
        }
    }

    private void ReadProduct()
    {
        ReadFactor();
        while (_error is null && Word.Is("*"))
        {
            _at++;
            ReadFactor();
            _steps.Add(new WhereStep(WhereOperation.Multiply));
        }
    }

    private void ReadFactor()
    {
        if (_error is not null) return;
        var word = Word;
        if (word.Kind == WhereWordKind.Number) Add(new WhereStep(WhereOperation.Number, word.Value));
        else if (word.Kind == WhereWordKind.Name) Add(new WhereStep(WhereOperation.Name, Name: PlaceOf(word)));
        else if (_depth == MostDepth) _error = At(word, $"is more than {MostDepth} deep");
        else if (word.Is("(")) ReadParentheses();
        else if (word.Is("-") || word.Is("+")) ReadSigned(word.Is("-"));
        else Fail("a number, a parameter or (");
    }

    private void ReadParentheses()
    {
        var open = Word;
        (_at, _depth) = (_at + 1, _depth + 1);
        ReadSum();
        _depth--;
        if (_error is null && Word.Kind == WhereWordKind.End) _error = At(open, "has no )");
        else if (!Word.Is(")")) Fail("an operator or )");
        else _at++;
    }

    private void ReadSigned(bool isNegative)
    {
        (_at, _depth) = (_at + 1, _depth + 1);
        ReadFactor();
        _depth--;
        if (isNegative) _steps.Add(new WhereStep(WhereOperation.Negate));
    }

    private void Add(WhereStep step)
    {
        _steps.Add(step);
        _at++;
    }

    private int PlaceOf(WhereWord word)
    {
        var place = _names.FindIndex(name => name.Name == word.Text);
        if (place >= 0) return place;
        _names.Add(new WhereName(word.Text, word.Column));
        return _names.Count - 1;
    }

    /// <summary>Says what should stand here, unless something was wrong before.</summary>
    private void Fail(string expected)
    {
        if (_error is not null) return;
        if (Word.Kind == WhereWordKind.Unknown)
            _error = At(Word, "is nothing that an expression has: numbers, parameters, + - * ( ) and one of <= < >= >");
        else if (Word.Kind == WhereWordKind.End)
            _error = string.Create(CultureInfo.InvariantCulture, $"ends at column {Word.Column}, where {expected} is to stand");
        else _error = At(Word, $"stands where {expected} is to stand");
    }

    private static string At(WhereWord word, string what)
    {
        var text = Excerpt.Start(word.Text, LongestWord);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"column {word.Column}: {(word.Kind == WhereWordKind.Unknown ? text : $"'{text}'")} {what}");
    }

    /// <summary>The words with one space between them; with none where they would be too long to be read again.</summary>
    private string Written()
    {
        var words = _words.Where(w => w.Kind != WhereWordKind.End).Select(word =>
            word.Kind == WhereWordKind.Name && !WhereWords.IsIdentifier(word.Text) ? $"`{word.Text}`" : word.Text).ToArray();
        var spaced = string.Join(' ', words);
        return spaced.Length <= MostCharacters ? spaced : string.Concat(words);
    }
}
