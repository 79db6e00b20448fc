namespace Serverless.Tuner.Outbound;

/// <summary>A POST of JSON that is to be made.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The JSON document.</param>
public sealed record OutboundCall(string Url, ReadOnlyMemory<byte> Body)
{
    /// <summary>Tells the receiver that two calls are the same one; without '.'.</summary>
    public required string MessageId { get; init; }

    /// <summary>The name of the secret that signs it; null when nothing does.</summary>
    public string? Secret { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
