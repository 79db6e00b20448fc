using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>The outcome of a trial as an endpoint tells it.</summary>
/// <param name="Measured">What was measured.</param>
/// <param name="CostUsd">What the attempt has cost; null when that is not told.</param>
/// <param name="Error">Why the attempt failed; null when it did not.</param>
public sealed record ToldOutcome(Measured Measured, decimal? CostUsd, string? Error);
