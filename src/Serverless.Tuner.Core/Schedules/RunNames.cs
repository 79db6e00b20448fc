using System.Globalization;
using System.Text.RegularExpressions;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>What the studies of a schedule are called: a pattern with one place for the slot, <c>churn-{yyyyMMdd-HHmm}</c>, in UTC.
/// </summary>
public static partial class RunNames
{
    /// <summary>The place for the slot in a pattern that a schedule does not give itself.</summary>
    internal const string DefaultPlace = "{yyyyMMdd-HHmm}";

    /// <summary>What the name of a run's comparison has in addition.</summary>
    private const string ComparisonSuffix = "-promotion";

    private const string ByHandFormat = "'run-'yyyyMMddHHmmss";

    /// <summary>So many slots to come must have different names.</summary>
    private const int Checked = 500;

    /// <summary>The study for a slot.</summary>
    public static string Of(string pattern, DateTimeOffset slot) => Expand(pattern, slot, place => place);

    /// <summary>The study of a run by hand.</summary>
    public static string ByHand(string pattern, DateTimeOffset now) => Expand(pattern, now, _ => ByHandFormat);

    /// <summary>The study that compares a run's best with the promoted point.</summary>
    public static string Comparison(string run) => run + ComparisonSuffix;

    /// <summary>The seed of a run's study: one of its own, always the same (the letters of its name mixed into the seed by the steps of
    /// the FNV-1a hash).</summary>
    public static long SeedOf(string run, long seed)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (var letter in run) seed = unchecked((seed ^ letter) * 0x100000001B3);
        return seed;
    }

    /// <summary>Why a pattern names no runs; null when it does.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="slots">The slots; null when they are not known.</param>
    /// <param name="now">The time.</param>
    internal static string? Wrong(string pattern, CronSlots? slots, DateTimeOffset now)
    {
        if (Places().Matches(pattern) is not [{ Groups: [_, var place] }] || !Format().IsMatch(place.Value)
            || !place.Value.Contains("yyyy", StringComparison.Ordinal))
            return "must have one place for the slot in braces, of yyyy, MM, dd, HH, mm, ss and - _ . with the year among them, as "
                + "churn-{yyyyMMdd-HHmm}";
        if (StudyName.TryParse(Comparison(Of(pattern, now))) is null || StudyName.TryParse(Comparison(ByHand(pattern, now))) is null)
            return $"makes names that are none, {StudyName.Rule.Replace("must be", "which are", StringComparison.Ordinal)}: "
                + $"'{Excerpt.Start(Comparison(ByHand(pattern, now)), 160)}'";
        DateTimeOffset? before = null;
        foreach (var slot in (slots?.After(now) ?? []).Take(Checked))
        {
            if (before is { } earlier && Of(pattern, earlier) == Of(pattern, slot))
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"gives the slots {earlier:yyyy-MM-dd HH:mm} and {slot:yyyy-MM-dd HH:mm} (UTC) the same name: the place needs more of "
                    + $"the time in it, as {DefaultPlace}");
            before = slot;
        }

        return null;
    }

    /// <summary>Whether a name has a place for a slot, however it is written.</summary>
    internal static bool HasPlace(string pattern) => pattern.Contains('{', StringComparison.Ordinal);

    private static string Expand(string pattern, DateTimeOffset time, Func<string, string> format) => Places().Replace(
        pattern, match => time.UtcDateTime.ToString(format(match.Groups[1].Value), CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();

    [GeneratedRegex(@"^(yyyy|MM|dd|HH|mm|ss|[-_.])+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Format();
}
