namespace Serverless.Tuner.Contracts;

/// <summary>What <c>PATCH studies/{name}/trials/{number}</c> takes: what is absent stays.</summary>
/// <param name="Attributes">Notes to keep with the trial, by name, beside those that it has; null removes one. Up to 100 in all, and
/// 32 KB.</param>
/// <param name="Hidden">Whether the sampler's model and the best leave the trial out.</param>
public sealed record AttributesRequest(IReadOnlyDictionary<string, string?>? Attributes = null, bool? Hidden = null);
