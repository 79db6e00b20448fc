using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Answers with a file of the dashboard.</summary>
/// <param name="file">The file.</param>
/// <param name="caching">How long browsers keep it.</param>
internal sealed class DashboardAnswer(DashboardFile file, string caching) : IActionResult
{
    private const string Brotli = "br";

    /// <summary>What the page may do: load its own files and ask its own server, nothing else, and nothing that stands in the page itself.
    /// Pictures that are saved are made in the page.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page itself: asked for each time, so that a new version of the app is seen at once.</summary>
    public const string Revalidated = "no-cache";

    /// <summary>What the page loads: a name has a hash of the content in it, so it never changes.</summary>
    public const string Immutable = "public, max-age=31536000, immutable";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = caching;
        headers.ETag = file.ETag;
        headers.Vary = "Accept-Encoding";
        if (request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var takesBrotli = TakesBrotli(request);
        var body = takesBrotli ? file.Brotli : file.Plain();
        if (takesBrotli) headers.ContentEncoding = Brotli;
        response.ContentType = file.ContentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, context.HttpContext.RequestAborted);
    }

    private static bool TakesBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value.Equals(Brotli, StringComparison.OrdinalIgnoreCase)
            && coding.Quality is not 0);
}
