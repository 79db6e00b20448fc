namespace Serverless.Tuner.Storage;

/// <summary>A trial whose evaluation goes on elsewhere, as it was read.</summary>
/// <param name="Study">Its study.</param>
/// <param name="Trial">The trial.</param>
/// <param name="ETag">The version of its row.</param>
public sealed record RemoteTrial(Study Study, Trial Trial, ETag ETag);
