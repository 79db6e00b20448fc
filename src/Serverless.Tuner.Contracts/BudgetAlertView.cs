namespace Serverless.Tuner.Contracts;

/// <summary>A share of a budget's limit that was reached; told once in a period.</summary>
/// <param name="Percent">The share: 50, 80 or 100.</param>
/// <param name="At">When that was noticed (UTC).</param>
/// <param name="SpentUsd">What was spent by then.</param>
public sealed record BudgetAlertView(int Percent, DateTimeOffset At, decimal SpentUsd);
