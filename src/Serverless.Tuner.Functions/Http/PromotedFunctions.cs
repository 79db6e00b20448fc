using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Http;

/// <summary>What of a schedule's runs is to be deployed: what a service reads at its start.</summary>
public sealed class PromotedFunctions(ScheduleStore store, ApiGate gate)
{
    private const string Text = "text/plain; charset=utf-8";

    /// <summary>The formats of the answer.</summary>
    internal static IReadOnlyList<string> Formats { get; } = ["json", "env", "flags"];

    /// <summary>Shows the promoted parameters, as JSON, as a file of environment variables or as a program's arguments.</summary>
    [Function("GetPromoted")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/schedules/{name}/promoted")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var format = query.Text("format") ?? Formats[0];
            if (!Formats.Contains(format)) query.Error("format", $"must be json, env or flags, not '{Query.Shown(format)}'");
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The parameters cannot be shown", query.Errors);
            if (StudyName.TryParse(name) is null || await store.FindAsync(name, cancellationToken) is not { } schedule)
                return ScheduleFunctions.NoSchedule(name);
            if (ScheduleViews.Promoted(schedule) is not { } promoted)
                return JsonAnswer.Problem(
                    ProblemKind.NothingPromoted, "Nothing is promoted", $"No run of '{name}' has found a point to deploy yet.");

            var tag = string.Create(
                CultureInfo.InvariantCulture, $"\"{schedule.Id:N}.{promoted.PromotedAt.UtcTicks:x}.{promoted.Trial}.{format}\"");
            return StudyTag.IsKnown(request, tag) ? JsonAnswer.NotModified(tag) : Answer(promoted, format, tag);
        });

    private static JsonAnswer Answer(PromotedView promoted, string format, string tag)
    {
        if (format == "json") return new JsonAnswer(StatusCodes.Status200OK, promoted) { ETag = tag };
        if (format == "flags") return Answer(PromotedFormats.Flags(promoted.Parameters), tag);
        var (text, same) = PromotedFormats.Environment(promoted.Parameters);
        return text is not null ? Answer(text, tag) : JsonAnswer.Conflict(
            "Two parameters would be one variable", $"'{same!.Value.A}' and '{same.Value.B}' have the same name in upper snake case.");
    }

    private static JsonAnswer Answer(string text, string tag) =>
        new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(text), Text) { ETag = tag };
}
