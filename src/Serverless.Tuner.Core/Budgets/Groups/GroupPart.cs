namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>What a group counts for one of its studies in one period.</summary>
/// <param name="Period">The period, by its key.</param>
/// <param name="Spent">What ended trials cost, as far as the group was told.</param>
/// <param name="Held">What counts against the group's limit: <paramref name="Spent"/> and what is set aside, never less than what the
/// study's own row says.</param>
public sealed record GroupPart(string Period, Money Spent, Money Held);
