using System.Globalization;
using System.Runtime.InteropServices;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>
/// A batch of the reports of one attempt at a trial, as a row <c>report|0000000012|0000000005</c> of its study's partition: the sixth batch
/// of the attempt at trial 12. A new attempt counts from 0 again and overwrites
/// the rows of the one before; readers ignore those that are left of that.
/// </summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Reports">The reports in the order in which they came; a later one of the same step counts.</param>
public sealed record ReportBatch(int Trial, int Attempt, IReadOnlyList<Report> Reports)
{
    /// <summary>So many reports fit into the 64 KiB of a property, at eight bytes each.</summary>
    internal const int MaxReports = 8_000;

    private const long NoCost = -1;

    /// <summary>How the trial ended, when this is the last row of its last attempt; null while it has not.</summary>
    public TrialState? Final { get; init; }

    /// <summary>The first value of a complete trial, on its last row.</summary>
    public double? Result { get; init; }

    internal TableEntity ToEntity(StudyName study, int batch)
    {
        var entity = new TableEntity(study, StudyKeys.Report(Trial, batch)) { ["Attempt"] = Attempt };
        if (Reports.Count > 0)
        {
            entity["Steps"] = Pack([.. Reports.Select(r => r.Step)]);
            entity["Values"] = Pack([.. Reports.Select(r => r.Value)]);
            for (var i = 1; i < Reports.Max(r => r.Values?.Count ?? 1); i++)
                entity[ValuesOf(i)] = Pack([.. Reports.Select(r => ValueOf(r, i))]);
            if (Reports.Any(r => r.Cost is not null)) entity["Costs"] = Pack([.. Reports.Select(r => r.Cost?.Micro ?? NoCost)]);
        }

        if (Final is { } final) entity["Final"] = final.ToString();
        if (Result is { } result) entity["Result"] = result;
        return entity;
    }

    internal static ReportBatch FromEntity(TableEntity entity)
    {
        var (steps, values, costs) = (Unpack<int>(entity, "Steps"), Unpack<double>(entity, "Values"), Unpack<long>(entity, "Costs"));
        var others = new List<double[]>();
        while (Unpack<double>(entity, ValuesOf(others.Count + 1)) is { Length: > 0 } next) others.Add(next);
        var reports = new Report[Math.Min(steps.Length, values.Length)];
        for (var i = 0; i < reports.Length; i++)
        {
            double[] vector = [values[i], .. others.Select(o => o[i]).TakeWhile(value => !double.IsNaN(value))];
            reports[i] = Report.Of(steps[i], vector, i < costs.Length && costs[i] != NoCost ? new Money(costs[i]) : null);
        }

        return new ReportBatch(StudyKeys.TrialOf(entity.RowKey), entity.GetInt32("Attempt")!.Value, reports)
        {
            Final = entity.GetString("Final") is { } final ? Enum.Parse<TrialState>(final) : null,
            Result = entity.GetDouble("Result"),
        };
    }

    /// <summary>The property with the values of a direction but the first, which is in <c>Values</c>.</summary>
    private static string ValuesOf(int direction) => string.Create(CultureInfo.InvariantCulture, $"Values{direction}");

    /// <summary>A report's value of a direction; NaN where it has none.</summary>
    private static double ValueOf(Report report, int direction) =>
        report.Values is { } values && direction < values.Count ? values[direction] : double.NaN;

    // Little-endian, as every machine is that this runs on; the runtime has no other left.
    private static byte[] Pack<T>(T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static T[] Unpack<T>(TableEntity entity, string property)
        where T : unmanaged => entity.GetBinary(property) is { } bytes ? MemoryMarshal.Cast<byte, T>(bytes).ToArray() : [];
}
