using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>
/// Refuses what a web page makes a browser on this machine send. A name that was made to point here gives itself away by its
/// Host, a page of elsewhere by its Origin, and whatever Origin is not sent with (images, scripts, links) by Sec-Fetch-Site: to
/// it another port of this machine is another place, too.
/// </summary>
/// <remarks>No answer has a header that allows other origins anything, and a preflight, which asks for one, has an Origin.</remarks>
internal static class LocalRequestsOnly
{
    /// <summary>Where the API is: a page of elsewhere may link to anything but this.</summary>
    private static readonly PathString Api = "/v1";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (LoopbackUrls.IsLoopback(request.Host.Host) && IsOwn(request.Headers.Origin.ToString(), request.Host) && (IsFetchedFromHere(request) || IsLink(request)))
        {
            await next(context);
            return;
        }

        await Results.Problem(
            "This host serves its own machine only, and no web page but its own: the Host and Origin of a request must be its own address, "
            + "and Sec-Fetch-Site, if it is there, `same-origin` or `none`.",
            statusCode: StatusCodes.Status403Forbidden,
            title: "Not a local request").ExecuteAsync(context);
    }

    private static bool IsOwn(string origin, HostString host) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether no browser sent it, or one whose user entered the address or is on a page of this host.</summary>
    private static bool IsFetchedFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    /// <summary>Whether somebody follows a link to a page of this host, which opens in a tab and not in a frame of another page.</summary>
    private static bool IsLink(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase)
        && request.Headers["Sec-Fetch-Mode"].ToString() is "navigate"
        && request.Headers["Sec-Fetch-Dest"].ToString() is "document";
}
