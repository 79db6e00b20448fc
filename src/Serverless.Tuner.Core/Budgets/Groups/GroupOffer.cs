using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>What a study's group has for it, as far as is known: whether it does have it is told when it is asked for more.</summary>
/// <param name="Budget">The group; null when there is none of that name any more.</param>
/// <param name="Period">The period of new reservations, by its key.</param>
/// <param name="MayRaise">Whether the group may be asked for more than the study is granted.</param>
public sealed record GroupOffer(GroupBudget? Budget, string Period, bool MayRaise)
{
    /// <summary>What the study can set aside beyond what it has.</summary>
    /// <param name="study">The study.</param>
    /// <param name="period">The period.</param>
    public Money Room(Study study, string period)
    {
        var top = GroupShares.Granted(study, period);
        if (MayRaise && Budget is not null && study.Id is { } id)
            top = Money.Max(top, (Budget.Find(id)?.Part(period).Held ?? GroupShares.Spent(study, period)) + Budget.Free(period));
        return Money.Max(Money.Zero, top - GroupShares.Used(study, period));
    }

    /// <summary>Whether there may be more later: with the next period, or when another study gives some back.</summary>
    public bool MayComeBack(Study study) =>
        // Who was not quick enough to ask looks again.
        Budget is not null && (!MayRaise || Budget.Period != BudgetPeriod.None || Budget.OthersHold(study.Id ?? default));

    /// <summary>The study's part of what the group has in a period, were it shared evenly.</summary>
    internal Money EvenShare => Budget is null ? Money.Zero : Budget.Limit / Math.Max(1, Budget.Members.Count);
}
