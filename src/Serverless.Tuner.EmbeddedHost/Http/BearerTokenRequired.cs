using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Refuses every request that does not carry the host's token: the functions need not know of it.</summary>
/// <remarks>In the header <c>Authorization</c> only, which no web page can make a browser add: a cookie is sent by itself, and an address ends up in logs.</remarks>
internal sealed class BearerTokenRequired(string token)
{
    private const string Scheme = "Bearer";

    private readonly byte[] _expected = Digest(token);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsExpected(context.Request.Headers.Authorization))
        {
            await next(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = Scheme;
        await Results.Problem(
            $"This server asks for its token, in the header `Authorization: {Scheme} TOKEN`: it is in the file `token` of the server's data directory.",
            statusCode: StatusCodes.Status401Unauthorized,
            title: "No valid token").ExecuteAsync(context);
    }

    private bool IsExpected(string? authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var header)
        && string.Equals(header.Scheme, Scheme, StringComparison.OrdinalIgnoreCase)
        && header.Parameter is { } given
        && CryptographicOperations.FixedTimeEquals(Digest(given), _expected);

    // Of one length whatever was sent, so that the time of the comparison tells nothing.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
