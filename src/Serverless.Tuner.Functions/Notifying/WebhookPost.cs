using System.Text.Json;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Notifying;

/// <summary>One call of a webhook, of a study or of a schedule.</summary>
internal static class WebhookPost
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Calls a webhook.</summary>
    /// <param name="client">The way out.</param>
    /// <param name="webhook">Where it is, and the name of the secret that signs what it is told.</param>
    /// <param name="id">The identifier of what it is told, the same however often it is sent.</param>
    /// <param name="body">What it is told.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Why it was not delivered; null when it was.</returns>
    public static async Task<string?> FailureAsync<T>(
        OutboundClient client, (string Url, string? Secret) webhook, string id, T body, CancellationToken cancellationToken)
    {
        var call = new OutboundCall(webhook.Url, JsonSerializer.SerializeToUtf8Bytes(body, TunerJson.Options))
        {
            MessageId = id,
            Secret = webhook.Secret,
            Timeout = s_patience,
        };
        try
        {
            var answer = await client.PostAsync(call, cancellationToken);
            return answer.Status is >= 200 and < 300 ? null : $"it answered {answer.Status}";
        }
        catch (Exception e) when (e is OutboundException or OutboundRefusedException)
        {
            return e.Message;
        }
    }

    /// <summary>What of a webhook's URL may be told: the rest is often a secret.</summary>
    public static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.IdnHost : "its webhook";
}
