namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>What a study's own row says of the money that it has of its group in one period.</summary>
/// <param name="Period">The period, by its key.</param>
/// <param name="Spent">What its ended trials cost that were reserved in this period.</param>
/// <param name="Granted">Up to how much it may spend and set aside in this period without asking its group: the group has counted
/// as much before, and counts less only after this was lowered.</param>
public sealed record GroupShare(string Period, Money Spent, Money Granted);
