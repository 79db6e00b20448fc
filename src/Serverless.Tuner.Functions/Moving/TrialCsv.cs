using CsvHelper;

namespace Serverless.Tuner.Functions.Moving;

/// <summary>Trials as CSV (RFC 4180), whole, with a column for each value, parameter, metric, constraint and attribute that any of them
/// has. Spreadsheets take no cell of it for a formula.</summary>
internal static class TrialCsv
{
    private static readonly string[] s_about =
        ["reason", "lastStep", "costUsd", "attempt", "worker", "enqueued", "createdAt", "startedAt", "endedAt", "durationSeconds"];

    /// <summary>Writes them as UTF-8.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="spec">The study.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static async Task WriteAsync(
        Stream stream, StudySpec spec, IReadOnlyList<TrialView> trials, CancellationToken cancellationToken)
    {
        var values = spec.Directions.Count == 1 ? ["value"] : ValueNames.Of(spec).Select(name => $"values.{name}").ToArray();
        var parameters = Names(trials, t => t.Parameters.Keys);
        var metrics = Names(trials, t => t.Metrics?.Keys);
        var constraints = Names(trials, t => t.Constraints?.Keys);
        var attributes = Names(trials, t => t.Attributes?.Keys);
        await using var csv = CsvWriter.Create(stream, null, leaveOpen: true);
        await LineAsync(
            [
                "number", "state", .. values, .. parameters.Select(n => $"parameters.{n}"), .. metrics.Select(n => $"metrics.{n}"),
                .. constraints.Select(n => $"constraints.{n}"), .. s_about, .. attributes.Select(n => $"attributes.{n}"),
            ]);
        foreach (var t in trials)
            await LineAsync(
                [
                    t.Number, t.State, .. values.Select((_, i) => (object?)(t.Values?.Count > i ? t.Values[i] : null)),
                    .. parameters.Select(n => Get(t.Parameters, n)), .. metrics.Select(n => Get(t.Metrics, n)),
                    .. constraints.Select(n => Get(t.Constraints, n)), t.Reason, t.LastStep, t.CostUsd, t.Attempt, t.Worker, t.Enqueued,
                    t.CreatedAt, t.StartedAt, t.EndedAt, t.DurationSeconds, .. attributes.Select(n => Get(t.Attributes, n)),
                ]);
        await csv.FlushAsync(cancellationToken);

        ValueTask LineAsync(IEnumerable<object?> cells) => csv.WriteRecordAsync([.. cells.Select(CellText.Of)], cancellationToken);
    }

    private static string[] Names(IEnumerable<TrialView> trials, Func<TrialView, IEnumerable<string>?> names) =>
        [.. trials.SelectMany(t => names(t) ?? []).Distinct(StringComparer.Ordinal)];

    private static object? Get<T>(IReadOnlyDictionary<string, T>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
