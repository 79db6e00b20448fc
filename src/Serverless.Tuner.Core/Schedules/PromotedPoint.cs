namespace Serverless.Tuner.Core.Schedules;

/// <summary>What is to be deployed now.</summary>
/// <param name="Study">The run that found it.</param>
/// <param name="Best">The trial.</param>
/// <param name="Value">Its value; where it was evaluated again, the mean.</param>
/// <param name="At">Since when.</param>
public sealed record PromotedPoint(string Study, RunBest Best, double Value, DateTimeOffset At);
