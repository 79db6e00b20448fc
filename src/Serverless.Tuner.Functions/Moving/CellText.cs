using System.Globalization;

namespace Serverless.Tuner.Functions.Moving;

/// <summary>The text of a cell of CSV: numbers with every digit, times as ISO 8601, nothing where nothing is.</summary>
internal static class CellText
{
    /// <summary>What a text begins with that a spreadsheet takes for a formula; an apostrophe before it has it stay a text.</summary>
    private const string Formula = "=+-@\t\r";

    /// <summary>The text of a value.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        Enum word => char.ToLowerInvariant(word.ToString()[0]) + word.ToString()[1..],
        ParameterValue { IsNumber: true } number => number.ToString(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Safe(value.ToString() ?? ""),
    };

    private static string Safe(string text) =>
        text.Length > 0 && Formula.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
}
