using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>
/// Refuses what a web page makes a browser on this machine send: the host trusts who can reach it, and a page must not
/// borrow that trust. A name that was made to point here gives itself away by its Host, a page of elsewhere by its Origin.
/// </summary>
internal static class LocalRequestsOnly
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (LoopbackUrls.IsLoopback(request.Host.Host) && IsOwn(request.Headers.Origin.ToString(), request.Host))
        {
            await next(context);
            return;
        }

        await Results.Problem(
            "This host serves its own machine only: the Host and Origin of a request must be its own address.",
            statusCode: StatusCodes.Status403Forbidden,
            title: "Not a local request").ExecuteAsync(context);
    }

    private static bool IsOwn(string origin, HostString host) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));
}
