namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>A budget that many studies share, as its row holds it.</summary>
public sealed record GroupBudget
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its identifier, which a later one of its name does not have.</summary>
    public required Guid Id { get; init; }

    /// <summary>What its studies may cost together in a period.</summary>
    public required Money Limit { get; init; }

    /// <summary>For how long the limit holds.</summary>
    public BudgetPeriod Period { get; init; }

    /// <summary>How many of its studies run at once; null when that is not limited.</summary>
    public int? MaxStudies { get; init; }

    /// <summary>Webhooks that are told when 50, 80 and 100 % of the limit are reached.</summary>
    public IReadOnlyList<BudgetNotifySpec> Notify { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What studies cost that have ended or were deleted, by period.</summary>
    public IReadOnlyDictionary<string, Money> Closed { get; init; } = new Dictionary<string, Money>();

    /// <summary>Its studies that have not ended and have had money of it, or wait for some.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = [];

    /// <summary>The shares of the limit that were reached.</summary>
    public IReadOnlyList<GroupAlert> Alerts { get; init; } = [];

    /// <summary>The member of a study; null when there is none.</summary>
    public GroupMember? Find(Guid id)
    {
        foreach (var member in Members)
            if (member.Id == id) return member;
        return null;
    }

    /// <summary>What is spent in a period, as far as the group was told.</summary>
    public Money Spent(string period)
    {
        var sum = ClosedIn(period);
        foreach (var member in Members) sum += member.Part(period).Spent;
        return sum;
    }

    /// <summary>What counts against the limit in a period: what is spent, and what is set aside.</summary>
    public Money Held(string period)
    {
        var sum = ClosedIn(period);
        foreach (var member in Members) sum += member.Part(period).Held;
        return sum;
    }

    /// <summary>What of a period is neither spent nor set aside; never below 0.</summary>
    public Money Free(string period) => Money.Max(Money.Zero, Limit - Held(period));

    /// <summary>Whether money is set aside for another study than this one, which may give some back.</summary>
    internal bool OthersHold(Guid id)
    {
        foreach (var member in Members)
            if (member.Id != id && member.HoldsReservation) return true;
        return false;
    }

    internal Money ClosedIn(string period) => Closed.TryGetValue(period, out var closed) ? closed : Money.Zero;
}
