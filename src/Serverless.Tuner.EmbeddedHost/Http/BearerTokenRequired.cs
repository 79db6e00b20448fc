using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Rejects requests without the host's token, which must come in the header <c>Authorization</c>.</summary>
/// <remarks>A web page cannot make a browser add that header, whereas
/// cookies are sent by themselves and addresses end up in logs.</remarks>
internal sealed class BearerTokenRequired(string token, IReadOnlyList<string> openPaths)
{
    private const string Scheme = "Bearer";

    private readonly byte[] _expected = Digest(token);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (openPaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            || IsExpected(context.Request.Headers.Authorization))
        {
            await next(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = Scheme;
        await Results.Problem(
            $"This server asks for its token, in the header `Authorization: {Scheme} TOKEN`: it is in the file `token` of the server's "
            + $"data directory.",
            statusCode: StatusCodes.Status401Unauthorized,
            title: "No valid token").ExecuteAsync(context);
    }

    private bool IsExpected(string? authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var header)
        && string.Equals(header.Scheme, Scheme, StringComparison.OrdinalIgnoreCase)
        && header.Parameter is { } given
        && CryptographicOperations.FixedTimeEquals(Digest(given), _expected);

    // Of one length, so that the time of the comparison reveals nothing.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
