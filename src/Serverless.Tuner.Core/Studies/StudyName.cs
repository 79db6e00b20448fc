using System.Text.RegularExpressions;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What a study may be called: its name is also a partition key and part of a URL.</summary>
public static partial class StudyName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "must be 1 to 128 letters, digits, dots, underscores or hyphens, and start with a letter or digit";

    /// <summary>Whether <paramref name="name"/> keeps the rule.</summary>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
