using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A table as CSV (RFC 4180), for programs: numbers with every digit, times as ISO 8601, nothing where nothing is.</summary>
internal sealed class CsvTable
{
    private const char Quote = '"';
    private static readonly System.Buffers.SearchValues<char> s_quoted = System.Buffers.SearchValues.Create(",\"\r\n");
    private readonly List<string> _lines = [];

    public CsvTable(params IEnumerable<string> headers) => Add(headers);

    public void Add(params IEnumerable<object?> cells) => _lines.Add(string.Join(',', cells.Select(Cell)));

    public void WriteTo(TextWriter writer)
    {
        foreach (var line in _lines) writer.WriteLine(line);
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            Enum word => char.ToLowerInvariant(word.ToString()[0]) + word.ToString()[1..],
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny(s_quoted)
            ? $"{Quote}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}{Quote}"
            : text;
    }
}
