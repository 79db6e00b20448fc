using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.Functions.Access;

/// <summary>Who the platform's own sign-in (Entra) says a caller is. Only where it stands in front of the app is that worth anything.
/// </summary>
internal static class PlatformIdentity
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string RolePrefix = "Tuner.";
    private static readonly string[] RoleTypes = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    /// <summary>The caller who has signed in; null when nobody has.</summary>
    public static Caller? Find(HttpRequest request)
    {
        if (request.Headers[Header] is not [{ Length: > 0 } text]) return null;
        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(text));
            return new Caller($"user {IdOf(principal.RootElement)}", ScopeOf(principal.RootElement));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    // The platform names a user by a claim that depends on the provider: all claims together tell one from another with any.
    private static string IdOf(JsonElement principal) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(principal.GetProperty("claims").GetRawText())))[..32];

    /// <summary>The largest scope of all roles; null without any.</summary>
    private static KeyScope? ScopeOf(JsonElement principal)
    {
        var roleType = principal.TryGetProperty("role_typ", out var named) ? named.GetString() : null;
        KeyScope? most = null;
        foreach (var claim in principal.GetProperty("claims").EnumerateArray())
        {
            var type = claim.GetProperty("typ").GetString();
            if (type != roleType && !RoleTypes.Contains(type)) continue;
            if (ScopeOf(claim.GetProperty("val").GetString()) is { } scope && !(most >= scope)) most = scope;
        }

        return most;
    }

    private static KeyScope? ScopeOf(string? role) =>
        Enum.GetValues<KeyScope>().Where(scope => role == RolePrefix + scope).Select(scope => (KeyScope?)scope).FirstOrDefault();
}
