namespace Serverless.Tuner.Contracts;

/// <summary>What an objective's spec keeps secret: the values of its environment and of its headers. Programs and endpoints may repeat
/// them in what they say, which is kept and shown.</summary>
public sealed class SecretValues
{
    /// <summary>What stands for a secret.</summary>
    public const string Mask = "***";

    /// <summary>Shorter values are not looked for: they stand in much that has nothing to do with them.</summary>
    private const int Shortest = 6;
    private const StringComparison Exactly = StringComparison.Ordinal;

    private readonly string[] _values;

    private SecretValues(IEnumerable<string> values) =>
        // A value that is a part of another one must not break that one up.
        _values = [.. values.Where(v => v.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(v => v.Length)];

    /// <summary>The secrets of an objective.</summary>
    /// <param name="objective">The objective.</param>
    public static SecretValues Of(ObjectiveSpec objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        // A doubled brace is a single one to the program, and text of several lines comes back line by line.
        var variables = Values(objective.Environment).Select(value => value.Replace("{{", "{", Exactly).Replace("}}", "}", Exactly));
        return new SecretValues(variables.SelectMany(WithLines).Concat(Values(objective.Headers).SelectMany(WithCredential)));
    }

    /// <summary>A text without the secrets.</summary>
    /// <param name="text">The text.</param>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var value in _values) text = text.Replace(value, Mask, Exactly);
        return text;
    }

    private static IEnumerable<string> Values(IReadOnlyDictionary<string, string>? named) => named?.Values ?? [];

    private static IEnumerable<string> WithLines(string value) => value.Split('\n', StringSplitOptions.TrimEntries).Prepend(value);

    /// <summary>The value, and of one such as <c>Bearer abc</c> what stands behind the scheme.</summary>
    private static string[] WithCredential(string value) =>
        value.IndexOf(' ') is > 0 and var space ? [value, value[(space + 1)..].Trim()] : [value];
}
