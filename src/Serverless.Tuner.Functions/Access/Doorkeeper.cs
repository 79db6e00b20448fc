using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Access;

/// <summary>Finds out who makes a request.</summary>
internal sealed class Doorkeeper(ApiAccess access, KeyRing keys, FailedTries failures)
{
    private const string Scheme = "Bearer";
    private const string KeyHeader = "X-API-Key";

    /// <summary>The caller, or why the request is refused.</summary>
    public async Task<(Caller? Caller, JsonAnswer? Refusal)> IdentifyAsync(HttpRequest request)
    {
        var credentials = Credentials(request).ToArray();
        var wait = (TimeSpan?)null;
        foreach (var credential in credentials)
        {
            var (caller, untilNext) = await FindAsync(request, credential);
            if (caller is not null) return (caller, null);
            wait ??= untilNext;
        }

        // A token of the platform's own sign-in comes as Authorization, too, and was checked by the platform.
        if (access.HasPlatformIdentity && PlatformIdentity.Find(request) is { } user) return (user, null);
        return (null, credentials.Length == 0 ? Unauthorized(request, isGiven: false) : Failed(request, wait));
    }

    /// <summary>The answer while there is no way to be let in at all; null when there is one.</summary>
    public JsonAnswer? Closed() => !access.IsClosed ? null : JsonAnswer.Problem(
        ProblemKind.NoKeyYet, "The app has no key",
        $"It answers nobody before the setting {ApiAccess.AdminKeySetting} holds its first admin key, at least 32 characters, or "
            + $"{ApiAccess.AdminKeyHashSetting} the SHA-256 of it.");

    public static JsonAnswer Forbidden(Caller caller, KeyScope needed) => JsonAnswer.Problem(
        ProblemKind.Forbidden, "The key does not allow that", caller.Scope is { } scope
            ? $"It needs a key with the scope {Word(needed)}; this one has the scope {Word(scope)}."
            : $"It needs the role Tuner.{needed}; you have no role of the tuner.");

    // A key that this process has found right before is looked at however many tries have failed, another one only while some are left.
    private async Task<(Caller? Caller, TimeSpan? Wait)> FindAsync(HttpRequest request, string credential)
    {
        if (keys.FindOwner(credential) is { } owner) return (owner, null);
        if (KeyText.TryParse(credential) is not { } text) return (null, null);
        if (!keys.IsKnown(text) && failures.Wait(AddressOf(request)) is { } wait) return (null, wait);
        return (await keys.FindAsync(text, request.HttpContext.RequestAborted), null);
    }

    private JsonAnswer Failed(HttpRequest request, TimeSpan? wait)
    {
        wait ??= failures.Count(AddressOf(request));
        if (wait is not { } time) return Unauthorized(request, isGiven: true);
        var seconds = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
        return JsonAnswer.Problem(
            ProblemKind.TooManyTries, "Too many keys that are not valid",
            $"From this address came too many; the next one is looked at in {seconds} s.", retryAfter: seconds);
    }

    private static JsonAnswer Unauthorized(HttpRequest request, bool isGiven)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate = Scheme;
        return JsonAnswer.Problem(
            ProblemKind.NoValidKey, isGiven ? "The key is not valid" : "A key is needed",
            (isGiven ? "It is unknown, has expired or was revoked. " : "")
            + $"Send a key as `Authorization: {Scheme} KEY` or `{KeyHeader}: KEY`; a local server's own is in the file `token` of its data "
            + "directory, and `tuner key create` makes others.");
    }

    private static IEnumerable<string> Credentials(HttpRequest request)
    {
        if (request.Headers[KeyHeader] is [{ Length: > 0 } key]) yield return key;
        if (request.Headers.Authorization is [{ } header]
            && AuthenticationHeaderValue.TryParse(header, out var parsed)
            && string.Equals(parsed.Scheme, Scheme, StringComparison.OrdinalIgnoreCase)
            && parsed.Parameter is { } token)
            yield return token;
    }

    /// <summary>The platform's front end puts the address that it saw behind those that the client itself may have written.</summary>
    private IPAddress AddressOf(HttpRequest request)
    {
        var last = access.IsBehindFrontEnd ? request.Headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim() : null;
        return IPEndPoint.TryParse(last ?? "", out var client)
            ? client.Address
            : request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
    }

    private static string Word(KeyScope scope) => scope.ToString().ToLowerInvariant();
}
