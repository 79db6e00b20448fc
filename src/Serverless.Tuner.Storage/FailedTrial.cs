namespace Serverless.Tuner.Storage;

/// <summary>A trial that failed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Reason">Why.</param>
/// <param name="EndedAt">When (UTC).</param>
public sealed record FailedTrial(int Number, string Reason, DateTimeOffset? EndedAt);
