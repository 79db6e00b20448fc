namespace Serverless.Tuner.Functions.Notifying;

/// <summary>What the webhook of a shared budget is told, in the form that Standard Webhooks recommends.</summary>
/// <param name="Type">What happened, as <c>budget.alert80</c>.</param>
/// <param name="Timestamp">When it was noticed.</param>
/// <param name="Data">How the budget stood.</param>
internal sealed record BudgetNoticeBody(string Type, DateTimeOffset Timestamp, BudgetNoticeData Data);
