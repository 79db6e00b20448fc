using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Outbound;

/// <summary>Signatures of Standard Webhooks 1.0: HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    /// <summary>The header with the message's id.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of sending, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";

    /// <summary>So old, or so far ahead, a message may be: clocks differ, and messages take their time.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The signatures of a message, one for each key.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">The time of sending, in seconds since 1970.</param>
    /// <param name="body">The body.</param>
    public static string Sign(IReadOnlyList<ReadOnlyMemory<byte>> keys, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var signed = Signed(id, timestamp.ToString(CultureInfo.InvariantCulture), body);
        return string.Join(' ', keys.Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key.Span, signed))));
    }

    /// <summary>Why a message is not to be believed; null when one of the keys has signed it, not long ago.</summary>
    /// <param name="keys">The keys, of which one must have signed.</param>
    /// <param name="message">The headers of the message.</param>
    /// <param name="body">Its body.</param>
    /// <param name="now">The time.</param>
    public static string? Refusal(
        IReadOnlyList<ReadOnlyMemory<byte>> keys, WebhookHeaders message, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (message is not { Id: { Length: > 0 } id, Timestamp: { Length: > 0 } timestamp, Signature: { Length: > 0 } signatures })
            return $"a signature is required: the headers {IdHeader}, {TimestampHeader} and {SignatureHeader} of Standard Webhooks";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)seconds - now.ToUnixTimeSeconds()) > s_tolerance.TotalSeconds)
            return $"{TimestampHeader} is not within five minutes of this server's clock";
        var signed = Signed(id, timestamp, body);
        // Every signature is compared with every key, so that the time tells nothing.
        var matches = false;
        foreach (var given in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            foreach (var key in keys)
                matches |= CryptographicOperations.FixedTimeEquals(
                    Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(HMACSHA256.HashData(key.Span, signed))),
                    Encoding.ASCII.GetBytes(given));
        return matches ? null : "the signature is not of this message, or not by the secret that the study names";
    }

    private static byte[] Signed(string id, string timestamp, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
}
