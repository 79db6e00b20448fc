namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>More money of a period for a study.</summary>
/// <param name="Period">The period, by its key.</param>
/// <param name="To">Up to how much it wants to hold: a sum, so that a raise whose answer was lost counts once.</param>
/// <param name="Extra">How much beyond that it would take for its next trials, if there is plenty.</param>
public readonly record struct GroupRaise(string Period, Money To, Money Extra);
