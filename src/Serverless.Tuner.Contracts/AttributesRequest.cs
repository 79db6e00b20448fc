namespace Serverless.Tuner.Contracts;

/// <summary>What <c>PATCH studies/{name}/trials/{number}</c> takes.</summary>
/// <param name="Attributes">Notes to keep with the trial, by name, beside those that it has; null removes one. Up to 100 in all, and
/// 32 KB.</param>
public sealed record AttributesRequest(IReadOnlyDictionary<string, string?> Attributes);
