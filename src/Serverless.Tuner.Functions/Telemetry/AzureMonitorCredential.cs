using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Serverless.Tuner.Functions.Telemetry;

/// <summary>As whom the app sends to Azure Monitor, where the key in the connection string alone is not enough.</summary>
internal static class AzureMonitorCredential
{
    internal const string Setting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>The credential that the setting names, as the Functions host reads it: <c>Authorization=AAD</c>, with
    /// <c>ClientId=…</c> before it for an identity that a user assigned; null without the setting.</summary>
    /// <exception cref="InvalidOperationException">The setting says something else.</exception>
    public static TokenCredential? Of(IConfiguration configuration)
    {
        if (configuration[Setting] is not { } text || string.IsNullOrWhiteSpace(text)) return null;
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToLookup(part => part[0], part => part[^1], StringComparer.OrdinalIgnoreCase);
        if (!parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{Setting} must be Authorization=AAD, or ClientId=…;Authorization=AAD.");
        return new ManagedIdentityCredential(
            parts["ClientId"].FirstOrDefault() is { } client
                ? ManagedIdentityId.FromUserAssignedClientId(client)
                : ManagedIdentityId.SystemAssigned);
    }
}
