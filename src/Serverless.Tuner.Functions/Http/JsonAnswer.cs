using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Answers with a JSON body in the API's own format, whatever formatters the host has.</summary>
internal sealed class JsonAnswer(int status, object? body, string contentType = "application/json; charset=utf-8") : IActionResult
{
    /// <summary>When to ask again, where that is worth saying; rounded up to a second.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where the study is that was started.</summary>
    public string? Location { get; init; }

    public static JsonAnswer Ok(object body) => new(StatusCodes.Status200OK, body);

    public static JsonAnswer NoContent() => new(StatusCodes.Status204NoContent, null);

    /// <summary>An error as problem details.</summary>
    public static JsonAnswer Problem(int status, string title, string? detail = null, IReadOnlyList<FieldError>? errors = null) =>
        new(
            status, new ProblemView { Status = status, Title = title, Detail = detail, Errors = errors },
            "application/problem+json; charset=utf-8");

    /// <summary>What is asked is right, but not for the study as it stands.</summary>
    public static JsonAnswer Conflict(string title, string detail, IReadOnlyList<FieldError>? errors = null) =>
        Problem(StatusCodes.Status409Conflict, title, detail, errors);

    /// <summary>Why a study was not changed as it was asked for; null when it was.</summary>
    public static JsonAnswer? Refusal(StudyChange change, string name, string title) => change switch
    {
        { Conflict: { } conflict } => Conflict(title, conflict),
        { Errors.Count: > 0 } => Invalid(title, change.Errors),
        { Study: null } => NoStudy(name),
        _ => null,
    };

    public static JsonAnswer NoTrial(string study, string number) =>
        Problem(StatusCodes.Status404NotFound, "No such trial", $"Study '{study}' has no trial '{number}'.");

    public static JsonAnswer NoStudy(string name) =>
        Problem(StatusCodes.Status404NotFound, "No such study", $"There is no study '{name}'.");

    public static JsonAnswer Invalid(string title, IReadOnlyList<FieldError> errors) => Problem(
        StatusCodes.Status400BadRequest, title, errors.Count == 1
            ? $"{Field(errors[0])} {errors[0].Detail}"
            : $"{errors.Count} errors", errors);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = status;
        if (Location is not null) response.Headers.Location = Location;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (body is null) return;
        response.ContentType = contentType;
        await JsonSerializer.SerializeAsync(response.Body, body, body.GetType(), TunerJson.Options, context.HttpContext.RequestAborted);
    }

    private static string Field(FieldError error) => error.Pointer.Length == 0 ? "The document" : error.Pointer;
}
