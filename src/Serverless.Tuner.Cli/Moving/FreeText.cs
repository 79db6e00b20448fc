using System.Text.RegularExpressions;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>Names from elsewhere as names of studies.</summary>
internal static partial class FreeText
{
    private const int Longest = 128;

    /// <summary>The name, with what a study's name cannot have replaced by hyphens; <c>imported</c> where nothing is left.</summary>
    public static string StudyName(string text)
    {
        var name = NotOfNames.Replace(text, "-").Trim('-', '.', '_');
        name = name.Length > Longest ? name[..Longest].TrimEnd('-', '.', '_') : name;
        return name.Length > 0 ? name : "imported";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NotOfNames { get; }
}
