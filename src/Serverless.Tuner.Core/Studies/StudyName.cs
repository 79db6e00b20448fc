using System.Text.RegularExpressions;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What a study is called: its name is also a partition key and part of a URL, so it keeps <see cref="Rule"/>.</summary>
public readonly partial record struct StudyName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "must be 1 to 128 letters, digits, dots, underscores or hyphens, and start with a letter or digit";

    private readonly string? _value;

    private StudyName(string value) => _value = value;

    /// <summary>The name that a text is; null when it breaks the rule.</summary>
    public static StudyName? TryParse(string? text) => text is not null && Pattern().IsMatch(text) ? new StudyName(text) : null;

    /// <summary>The name that a text is.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule.</exception>
    public static StudyName Parse(string? text) =>
        TryParse(text) ?? throw new ArgumentException($"A study's name {Rule}.", nameof(text));

    /// <summary>The name as a text.</summary>
    /// <exception cref="InvalidOperationException">It is the default of the type, which names no study.</exception>
    public override string ToString() => _value ?? throw new InvalidOperationException("No study is named.");

    /// <summary>The name as a text.</summary>
    public static implicit operator string(StudyName name) => name.ToString();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
