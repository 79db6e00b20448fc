namespace Serverless.Tuner.Outbound;

/// <summary>The headers of a signed message, each null when it is not there.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Timestamp">When it was sent, in seconds since 1970.</param>
/// <param name="Signature">Its signatures, separated by spaces.</param>
public sealed record WebhookHeaders(string? Id, string? Timestamp, string? Signature);
