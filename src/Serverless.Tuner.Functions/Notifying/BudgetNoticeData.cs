namespace Serverless.Tuner.Functions.Notifying;

/// <summary>How a shared budget stood when a share of its limit was reached.</summary>
/// <param name="Budget">Its name.</param>
/// <param name="Percent">The share.</param>
/// <param name="SpentUsd">What was spent in the period.</param>
/// <param name="LimitUsd">What may be.</param>
/// <param name="Period">For how long the limit holds.</param>
internal sealed record BudgetNoticeData(string Budget, int Percent, decimal SpentUsd, decimal LimitUsd, BudgetPeriod Period);
