namespace Serverless.Tuner.Core.Studies;

/// <summary>Tags: short texts by name that a study has from its start, and by which studies are found.</summary>
public static class StudyTags
{
    /// <summary>How many tags a study may have.</summary>
    public const int Most = 50;

    private const int LongestName = 128;
    private const int LongestValue = 256;

    /// <summary>What is wrong with a tag's name, in words; null when nothing is.</summary>
    public static string? WrongWithName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is 0 or > LongestName || name.Any(c => char.IsControl(c) || c == '=')
            ? $"a tag's name must have 1 to {LongestName} characters, without '=' and control characters"
            : null;
    }

    /// <summary>What is wrong with a tag's value, in words; null when nothing is.</summary>
    public static string? WrongWithValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > LongestValue || value.Any(char.IsControl)
            ? $"a tag's value must have at most {LongestValue} characters, and no control characters"
            : null;
    }

    /// <summary>Whether a study's tags are, among others, all of those that are asked for.</summary>
    /// <param name="tags">The study's tags; null for none.</param>
    /// <param name="wanted">Those that are asked for; a name may be asked for with two values, which no study has.</param>
    public static bool HasAll(IReadOnlyDictionary<string, string>? tags, IEnumerable<KeyValuePair<string, string>> wanted) =>
        wanted.All(tag => tags?.GetValueOrDefault(tag.Key) == tag.Value);
}
