using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>
/// Rejects cross-origin requests: a rebound DNS name is known by its Host, a page of another origin by its Origin, and requests
/// without an Origin (images, scripts, links) by Sec-Fetch-Site, for which another port of this machine is another site, too.
/// </summary>
/// <remarks>No response allows other origins anything, and a preflight has an Origin.</remarks>
/// <param name="remoteNames">What other machines may call this host, beside its addresses, to which no name can be made to point;
/// null: it serves its own machine only.</param>
internal sealed class OwnRequestsOnly(IReadOnlyList<string>? remoteNames)
{
    /// <summary>Pages of other origins may link to anything but the API.</summary>
    private static readonly PathString Api = "/v1";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (IsOwnName(request.Host.Host)
            && IsOwn(request.Headers.Origin.ToString(), request.Host) && (IsFetchedFromHere(request) || IsLink(request)))
        {
            await next(context);
            return;
        }

        await HostProblem.WriteAsync(
            context,
            StatusCodes.Status403Forbidden,
            (remoteNames is null ? "This host serves its own machine only, and no web page" : "This host serves no web page")
            + " but its own: the Host and Origin of a request must be its own address, "
            + "and Sec-Fetch-Site, if it is there, `same-origin` or `none`.",
            "Not a local request");
    }

    private bool IsOwnName(string host) =>
        LoopbackUrls.IsLoopback(host)
        || (remoteNames is not null
            && (LoopbackUrls.AddressOf(host) is not null || remoteNames.Contains(host, StringComparer.OrdinalIgnoreCase)));

    private static bool IsOwn(string origin, HostString host) =>
        origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a browser sent it from a page of this host or from its address bar, or another program did.</summary>
    private static bool IsFetchedFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    /// <summary>Whether a user follows a link to a page of this host, which opens in a tab and not in a frame of another page.</summary>
    private static bool IsLink(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase)
        && request.Headers["Sec-Fetch-Mode"].ToString() is "navigate"
        && request.Headers["Sec-Fetch-Dest"].ToString() is "document";
}
