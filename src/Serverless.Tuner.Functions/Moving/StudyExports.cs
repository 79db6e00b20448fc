using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Moving;

/// <summary>Hands studies out as files.</summary>
public sealed class StudyExports(StudyStore store, TrialAttributes attributes, StudyViews views)
{
    /// <summary>What can be asked for.</summary>
    internal static IReadOnlyList<string> Formats { get; } = ["json", "csv", "config"];

    /// <summary>The trials whose notes are read at once.</summary>
    private const int PageSize = 1_000;

    /// <summary>The study with all its trials and their intermediate values (<see cref="StudyExportView"/>).</summary>
    internal async Task<IActionResult> JsonAsync(Study study, CancellationToken cancellationToken)
    {
        var view = await views.ViewAsync(study, cancellationToken);
        var hidden = SpaceEditing.HiddenOf(study);
        return new ExportAnswer($"{study.Name}.json", "application/json; charset=utf-8", async (body, token) =>
        {
            // Page by page, since hosts take no text that is not written asynchronously.
            var page = new MemoryStream();
            await using var writer = new Utf8JsonWriter(page, new JsonWriterOptions { Encoder = TunerJson.Options.Encoder });
            writer.WriteStartObject();
            writer.WritePropertyName("study");
            JsonSerializer.Serialize(writer, view, TunerJson.Options);
            writer.WriteStartArray("trials");
            await foreach (var trials in store.ListWithReportsAsync(study.Name, token).Chunk(PageSize).WithCancellation(token))
            {
                var noted = await attributes.AddToAsync(study.Name, [.. trials.Select(t => t.Trial)], token);
                foreach (var (trial, told) in noted.Zip(trials))
                    JsonSerializer.Serialize(
                        writer, views.View(trial, hidden, told.Reports), TunerJson.Options);
                await SendAsync();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            await SendAsync();

            async Task SendAsync()
            {
                await writer.FlushAsync(token);
                await body.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), token);
                page.SetLength(0);
            }
        });
    }

    /// <summary>Its trials as CSV.</summary>
    internal async Task<IActionResult?> CsvAsync(StudyName name, CancellationToken cancellationToken)
    {
        if (await store.FindWithTrialsAsync(name, cancellationToken) is not var (study, trials)) return null;
        var hidden = SpaceEditing.HiddenOf(study);
        var noted = new List<TrialView>(trials.Count);
        foreach (var page in trials.Chunk(PageSize))
            noted.AddRange((await attributes.AddToAsync(name, page, cancellationToken)).Select(trial => views.View(trial, hidden)));
        return new ExportAnswer(
            $"{name}.csv", "text/csv; charset=utf-8", (body, token) => TrialCsv.WriteAsync(body, study.Spec, noted, token));
    }

    /// <summary>The configurations of its best trials, no two of them the same.</summary>
    /// <param name="name">The study.</param>
    /// <param name="format">One of <see cref="ConfigFormats.Names"/>.</param>
    /// <param name="count">How many at most; null for the best alone, which is then no list.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<IActionResult?> ConfigAsync(StudyName name, string format, int? count, CancellationToken cancellationToken)
    {
        if (await store.FindWithTrialsAsync(name, cancellationToken) is not var (study, trials)) return null;
        var hidden = SpaceEditing.HiddenOf(study);
        var best = FrontChoice.Of(study.Spec, trials.Where(t => !hidden.Contains(t.Number)), study.Spec.Directions.Count > 1
            ? FrontChoice.Knee
            : null);
        ConfigView[] configs =
        [
            .. best.Select(t => new ConfigView(t.Number, t.Outcome.Values!, EvaluatedPoint.Of(study.Spec, t.Parameters)))
                .DistinctBy(c => c.Config, SameConfig.Instance).Take(count ?? 1),
        ];
        if (configs.Length == 0)
            return JsonAnswer.Conflict("There is no best trial", $"No trial of study '{name}' is complete and keeps its constraints.");
        var (text, same) = ConfigFormats.Write(configs, format, isList: count is not null);
        if (text is null)
            return JsonAnswer.Conflict(
                "Two parameters would be one variable", $"'{same!.Value.A}' and '{same.Value.B}' have the same name in upper snake case.");
        var (ending, type) = format switch
        {
            "json" => ("json", "application/json; charset=utf-8"),
            "yaml" => ("yaml", "application/yaml; charset=utf-8"),
            _ => (format == "env" ? "env" : "txt", "text/plain; charset=utf-8"),
        };
        return new ExportAnswer($"{name}.{ending}", type, async (body, token) =>
            await body.WriteAsync(Encoding.UTF8.GetBytes(text), token));
    }

    /// <summary>Whether two configurations have the same values.</summary>
    private sealed class SameConfig : IEqualityComparer<IReadOnlyDictionary<string, ParameterValue>>
    {
        public static SameConfig Instance { get; } = new();

        public bool Equals(IReadOnlyDictionary<string, ParameterValue>? x, IReadOnlyDictionary<string, ParameterValue>? y) =>
            x is not null && y is not null && x.Count == y.Count
            && x.All(p => y.TryGetValue(p.Key, out var value) && value == p.Value);

        public int GetHashCode(IReadOnlyDictionary<string, ParameterValue> obj) =>
            obj.Aggregate(obj.Count, (hash, p) => hash ^ HashCode.Combine(p.Key, p.Value));
    }
}
