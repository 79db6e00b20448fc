using System.Globalization;
using System.Text;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>Texts of users as a span may carry them: without the secrets of their study, without what cannot be seen, and short.</summary>
internal static class SpanText
{
    private const int LongestName = 128;
    private const int LongestList = 1_000;
    private const int LongestReason = 500;

    /// <summary>Why something failed.</summary>
    public static string Reason(StudySpec spec, string reason) => Clean(spec, reason, LongestReason);

    /// <summary>A name.</summary>
    public static string Name(StudySpec spec, string name) => Clean(spec, name, LongestName);

    /// <summary>Names, with commas between them.</summary>
    public static string List(StudySpec spec, IEnumerable<string> names) =>
        Excerpt.Start(string.Join(',', names.Take(LongestList).Select(name => Name(spec, name))), LongestList);

    private static string Clean(StudySpec spec, string text, int longest)
    {
        var clean = new StringBuilder();
        foreach (var rune in Excerpt.Start(SecretValues.Of(spec.Objective).Hide(text), longest).EnumerateRunes())
            clean.Append(IsShown(rune) ? rune.ToString() : "\uFFFD");
        return clean.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
