using System.Globalization;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>The names of tables and the keys of rows; made nowhere else.</summary>
internal static class StudyKeys
{
    public const string StudiesTable = "tunerstudies";
    public const string IndexTable = "tunerindex";

    /// <summary>The one partition of the index.</summary>
    public const string IndexPartition = "studies";

    /// <summary>The row of the study itself.</summary>
    public const string StudyRow = "study";

    /// <summary>The row key after the last trial's.</summary>
    public const string TrialsEnd = "trial}";

    private const string TrialPrefix = "trial|";

    /// <summary>The partition of a study.</summary>
    /// <exception cref="ArgumentException">The name breaks the rule for names.</exception>
    public static string Partition(string study) =>
        StudyName.IsValid(study) ? study : throw new ArgumentException($"A study's name {StudyName.Rule}.", nameof(study));

    public static string Trial(int number) => TrialPrefix + Number(number);

    public static string Report(int trial, int step) => ReportPrefix(trial) + Number(step);

    /// <summary>What the keys of a trial's reports begin with.</summary>
    public static string ReportPrefix(int trial) => $"report|{Number(trial)}|";

    /// <summary>The row key after the last report's of a trial.</summary>
    public static string ReportsEnd(int trial) => $"report|{Number(trial)}}}";

    public static int NumberOf(string rowKey) => int.Parse(rowKey.AsSpan(rowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("D10", CultureInfo.InvariantCulture);
}
