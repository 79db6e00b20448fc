namespace Serverless.Tuner.Core.Schedules;

/// <summary>How a new point stands against the promoted one.</summary>
/// <param name="Result">What becomes of it.</param>
/// <param name="Value">The mean of its values.</param>
/// <param name="PromotedValue">The mean of the promoted point's.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record Verdict(ScheduleRunResult Result, double Value, double PromotedValue, string Reason);
