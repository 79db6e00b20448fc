using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>What the host itself answers where no function does: problem details, each with the type that the app has for such errors.
/// </summary>
internal static class HostProblem
{
    private const string Prefix = "urn:tuner:error:";

    /// <summary>Answers with an error.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status, which says of what type the error is.</param>
    /// <param name="detail">What went wrong here; null when the status says it all.</param>
    /// <param name="title">A title; the status's own when null.</param>
    public static Task WriteAsync(HttpContext http, int status, string? detail = null, string? title = null) =>
        Results.Problem(detail ?? Hint(status), statusCode: status, title: title, type: Prefix + Name(status)).ExecuteAsync(http);

    private static string? Hint(int status) => status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed
        ? "What there is to ask for stands at /v1/tuner/docs."
        : null;

    private static string Name(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "no-valid-key",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "no-such-route",
        StatusCodes.Status405MethodNotAllowed => "wrong-method",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        >= 500 => "failed",
        _ => "invalid-request",
    };
}
