using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Answers with a JSON body in the API's own format, whatever formatters the host has.</summary>
internal sealed class JsonAnswer(int status, object? body, string contentType = "application/json; charset=utf-8") : IActionResult
{
    /// <summary>Where the study is that was started.</summary>
    public string? Location { get; init; }

    /// <summary>What names this version of what is answered.</summary>
    public string? ETag { get; init; }

    /// <summary>In how many seconds to ask again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>What the same request is answered later, where that is not the same; null when it is.</summary>
    public object? Kept { get; init; }

    /// <summary>What went wrong, for whoever is not a request; null when nothing did.</summary>
    public ProblemView? Error => body as ProblemView;

    /// <summary>Whether the same request would have the same answer again: not when it failed on the server, or was asked to wait.
    /// </summary>
    public bool IsFinal => status is < 500 and not StatusCodes.Status429TooManyRequests && RetryAfter is null;

    /// <summary>What is kept of it for the same request to come.</summary>
    public RequestAnswer Keep() => new(
        status, contentType, Location,
        (Kept ?? body) switch
        {
            null => null,
            byte[] written => Encoding.UTF8.GetString(written),
            var kept => JsonSerializer.Serialize(kept, kept.GetType(), TunerJson.Options),
        });

    /// <summary>The answer that was kept.</summary>
    public static JsonAnswer Of(RequestAnswer kept) =>
        new(kept.Status, kept.Body is null ? null : Encoding.UTF8.GetBytes(kept.Body), kept.ContentType!) { Location = kept.Location };

    public static JsonAnswer NotModified(string tag, int? retryAfter = null) =>
        new(StatusCodes.Status304NotModified, null) { ETag = tag, RetryAfter = retryAfter };

    public static JsonAnswer Ok(object body) => new(StatusCodes.Status200OK, body);

    /// <summary>A page of a list, its items with the fields alone that are asked for.</summary>
    public static JsonAnswer Page<T>(IReadOnlyList<T> items, string? next, SparseFields? fields) => Ok(fields is null
        ? new PageView<T>(items, next)
        : new PageView<JsonObject>([.. items.Select(fields.Of)], next));

    public static JsonAnswer NoContent() => new(StatusCodes.Status204NoContent, null);

    /// <summary>An error as problem details.</summary>
    public static JsonAnswer Problem(
        ProblemKind kind, string title, string? detail = null, IReadOnlyList<FieldError>? errors = null, int? retryAfter = null) =>
        new(
            kind.Status, new ProblemView { Type = kind.Type, Status = kind.Status, Title = title, Detail = detail, Errors = errors },
            "application/problem+json; charset=utf-8")
        {
            RetryAfter = retryAfter,
        };

    /// <summary>What is asked is right, but not for the study as it stands.</summary>
    public static JsonAnswer Conflict(string title, string detail) => Problem(ProblemKind.Conflict, title, detail);

    /// <summary>Why a study was not changed as it was asked for; null when it was.</summary>
    public static JsonAnswer? Refusal(StudyChange change, string name, string title) => change switch
    {
        { Conflict: { } conflict } => Conflict(title, conflict),
        { Errors.Count: > 0 } => Invalid(title, change.Errors),
        { Study: null } => NoStudy(name),
        _ => null,
    };

    public static JsonAnswer NoTrial(string study, string number) =>
        Problem(ProblemKind.NoSuchTrial, "No such trial", $"Study '{study}' has no trial '{number}'.");

    public static JsonAnswer NoStudy(string name) =>
        Problem(ProblemKind.NoSuchStudy, "No such study", $"There is no study '{name}'.");

    public static JsonAnswer Invalid(string title, IReadOnlyList<FieldError> errors) => Invalid(ProblemKind.InvalidRequest, title, errors);

    /// <summary>What is wrong with a request, field by field.</summary>
    public static JsonAnswer Invalid(ProblemKind kind, string title, IReadOnlyList<FieldError> errors) =>
        Problem(kind, title, errors.Count == 1 ? $"{Field(errors[0])} {errors[0].Detail}" : $"{errors.Count} errors", errors);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = status;
        if (Location is not null) response.Headers.Location = Location;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (body is null) return;
        response.ContentType = contentType;
        if (body is byte[] json) await response.Body.WriteAsync(json, context.HttpContext.RequestAborted);
        else
            await JsonSerializer.SerializeAsync(
                response.Body, body, body.GetType(), TunerJson.Options, context.HttpContext.RequestAborted);
    }

    private static string Field(FieldError error) => error.Pointer.Length == 0 ? "The document" : error.Pointer;
}
