using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Moving;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies as files over HTTP.</summary>
public sealed class ExportFunctions(StudyStore store, StudyExports exports, ApiGate gate)
{
    private const int MostConfigs = 100;

    /// <summary>A study as a file: all its trials as JSON or CSV, or the configurations of the best.</summary>
    [Function("ExportStudy")]
    public Task<IActionResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/studies/{name}/export")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var format = Word(query, "format", StudyExports.Formats);
            var @as = Word(query, "as", ConfigFormats.Names);
            int? count = query.Text("k") is null ? null : query.Int("k", 1, MostConfigs, 1);
            foreach (var field in (string[])["as", "k"])
                if (format != "config" && query.Text(field) is not null) query.Error(field, "goes with format=config");
            if (@as == "env" && count > 1) query.Error("k", "must be 1 for env, in which a variable has one value");
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The study cannot be exported", query.Errors);
            if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is not { } study)
                return JsonAnswer.NoStudy(name);
            return (format switch
            {
                "csv" => await exports.CsvAsync(known, cancellationToken),
                "config" => await exports.ConfigAsync(known, @as, count, cancellationToken),
                _ => await exports.JsonAsync(study, cancellationToken),
            }) ?? JsonAnswer.NoStudy(name);
        });

    private static string Word(Query query, string name, IReadOnlyList<string> words)
    {
        var text = query.Text(name) ?? words[0];
        if (!words.Contains(text)) query.Error(name, $"must be {string.Join(", ", words)}, not '{Query.Shown(text)}'");
        return text;
    }
}
