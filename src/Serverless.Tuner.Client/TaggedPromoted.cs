namespace Serverless.Tuner.Client;

/// <summary>What a schedule has promoted, and what names it.</summary>
/// <param name="Promoted">It; null when it is what the caller knows already.</param>
/// <param name="Tag">Its ETag.</param>
public sealed record TaggedPromoted(PromotedView? Promoted, string Tag);
