namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>An intermediate value as an endpoint tells it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value at it.</param>
/// <param name="CostUsd">What the attempt has cost so far; null when that is not told.</param>
public readonly record struct ToldReport(int Step, double Value, decimal? CostUsd);
