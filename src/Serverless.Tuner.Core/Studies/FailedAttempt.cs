namespace Serverless.Tuner.Core.Studies;

/// <summary>A worker's attempt at a trial that failed and after which the trial was given back: told of it again,
/// the answer is the same.</summary>
/// <param name="Lease">The worker's lease.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record FailedAttempt(string Lease, string Reason);
