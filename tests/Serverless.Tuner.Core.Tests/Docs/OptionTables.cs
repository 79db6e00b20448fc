using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>Writes the tables of options in a page of <c>docs/</c>: each stands between
/// <c>&lt;!-- options: NAME, NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static partial class OptionTables
{
    private const double NoBound = 1e9;

    /// <summary>The page with its tables as the classes have them.</summary>
    public static string Renew<TPart>(string page, IEnumerable<Part<TPart>> parts)
        where TPart : class
    {
        var options = parts.ToDictionary(p => p.Registration.Name, p => p.Options);
        return Marked().Replace(page, match => $"{match.Groups[1]}\n{Table(match.Groups[2].Value.Split(", "), options)}{match.Groups[3]}");
    }

    /// <summary>The parts that the page has tables of.</summary>
    public static IEnumerable<string> Named(string page) => Marked().Matches(page).SelectMany(match => match.Groups[2].Value.Split(", "));

    private static string Table(string[] names, Dictionary<string, OptionsClass?> options)
    {
        var fields = names.SelectMany(name => options[name]!.Fields, (name, field) => (name, field)).GroupBy(f => f.field.Name).ToArray();
        var rows = fields.Select(group =>
        {
            var field = group.First().field;
            var only = group.Count() < names.Length ? $" ({string.Join(", ", group.Select(g => $"`{g.name}`"))})" : "";
            return $"| `{field.Name}`{only} | {Default(field)} | {Range(field)} | {XmlDocs.Summary(field.Property)} |\n".Replace(
                "|  |", "| |", StringComparison.Ordinal);
        });
        return $"| option | default | range | meaning |\n| --- | --- | --- | --- |\n{string.Concat(rows)}";
    }

    private static string Default(OptionField field) => field switch
    {
        { IsRequired: true } => "required",
        { Default: null, Word: { } word } => $"`\"{word}\"`",
        { Default: null } => XmlDocs.Value(field.Property) ?? "none",
        { Default: bool value } => value ? "true" : "false",
        { Default: Enum value } => $"`{JsonNamingPolicy.CamelCase.ConvertName(value.ToString())}`",
        var other => Number(Convert.ToDouble(other.Default, CultureInfo.InvariantCulture)),
    };

    private static string Range(OptionField field)
    {
        if (field.Choices.Count > 0) return string.Join(", ", field.Choices.Select(c => $"`{c}`"));
        if (field.Range is not { } range) return "";
        var word = field is { Default: not null, Word: { } other } ? $", or `\"{other}\"`" : "";
        var (low, high) = (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture),
            Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
        if (high >= NoBound) return $"from {Number(low)}{word}";
        return (range.MinimumIsExclusive ? $"above {Number(low)}, at most {Number(high)}" : $"{Number(low)} to {Number(high)}") + word;
    }

    private static string Number(double value) => value.ToString("#,0.##########", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(<!-- options: ([a-z0-9, -]+?) -->)\n.*?(<!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
