namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>
/// The money of a group: pure functions from one state of its row to the next. A study's money is raised here before its own row says so,
/// and lowered here only after its row does: whatever dies in between, the group counts too much, and never too little.
/// </summary>
public static class GroupLedger
{
    /// <summary>What one study may hold beyond what it needs, as a share of what is free: a sixteenth.</summary>
    private const int ExtraShare = 16;

    /// <summary>So many periods are kept of what ended studies cost: ten years of weeks.</summary>
    private const int MostPeriods = 520;

    private const int MostAlerts = 78;

    private static readonly int[] s_alerts = [50, 80, 100];

    /// <summary>Gives a study more, all that it wants or nothing.</summary>
    /// <param name="budget">The group.</param>
    /// <param name="id">The study.</param>
    /// <param name="name">Its name.</param>
    /// <param name="raises">What it wants.</param>
    /// <param name="now">The time.</param>
    /// <param name="isSpent">Whether the money is spent already, so that it counts whether or not it is free.</param>
    /// <returns>The group after it; null when that is not free. The raise is counted even when the study holds as much already: who
    /// is about to lower that must know of it.</returns>
    public static GroupBudget? Raise(
        GroupBudget budget, Guid id, string name, IReadOnlyList<GroupRaise> raises, DateTimeOffset now, bool isSpent = false)
    {
        var member = budget.Find(id) ?? new GroupMember(id, name);
        foreach (var raise in raises)
        {
            var part = member.Part(raise.Period);
            var free = budget.Free(raise.Period);
            var needed = Money.Max(Money.Zero, raise.To - part.Held);
            if (needed > free && !isSpent) return null;
            if (needed == Money.Zero) continue;
            var extra = Money.Max(Money.Zero, Money.Min(raise.Extra, (free - needed) / ExtraShare));
            // Less than a trial needs would be of use to nobody here, and might be what another study lacks.
            if (extra < raise.Extra / GroupShares.TrialsAhead) extra = Money.Zero;
            member = member.With(part with { Held = part.Held + needed + extra });
        }

        return budget.With(member with { Raises = member.Raises + 1, RaisedAt = now, Needs = Money.Zero });
    }

    /// <summary>Takes a study's own word for what it has spent, and lowers what it holds to what it is granted.</summary>
    /// <param name="budget">The group.</param>
    /// <param name="id">The study.</param>
    /// <param name="raises">The raises that were known before the study's row was written that says so; other ones keep what it holds.
    /// </param>
    /// <param name="shares">What the study's row says.</param>
    /// <param name="waits">Whether it still waits for money, if it did.</param>
    public static GroupBudget Settle(GroupBudget budget, Guid id, long raises, IReadOnlyList<GroupShare> shares, bool waits)
    {
        if (budget.Find(id) is not { } member) return budget;
        var settled = Settled(member, raises, shares);
        return budget.With(waits || settled.Needs == Money.Zero ? settled : settled with { Needs = Money.Zero, WaitsSince = default });
    }

    /// <summary>Books what a study cost that has ended with nothing open, and forgets it; one that was given more since keeps that.
    /// </summary>
    /// <returns>The group after it, and what is to be kept of the study, for when it goes on; null when it stays.</returns>
    public static (GroupBudget Budget, GroupMember? Closed) Close(
        GroupBudget budget, Guid id, long raises, IReadOnlyList<GroupShare> shares)
    {
        if (budget.Find(id) is not { } member) return (budget, null);
        var settled = Settled(member, raises, shares);
        if (member.Raises != raises) return (budget.With(settled), null);
        var closed = settled with
        {
            Needs = Money.Zero,
            WaitsSince = default,
            Parts = [.. settled.Parts.Where(p => p.Spent > Money.Zero).Select(p => p with { Held = p.Spent })],
        };
        return (budget.Without(id).Book(closed.Parts, 1), closed);
    }

    /// <summary>Takes a study back that was closed and goes on.</summary>
    public static GroupBudget Reopen(GroupBudget budget, GroupMember closed) =>
        budget.Find(closed.Id) is null ? budget.Book(closed.Parts, -1).With(closed) : budget;

    /// <summary>Books a study that is deleted: what it cost, and what its running trials may yet.</summary>
    /// <param name="budget">The group.</param>
    /// <param name="id">The study.</param>
    /// <param name="name">Its name.</param>
    /// <param name="used">What its row says that is spent and set aside, by period; null where that cannot be read: then what it holds.
    /// </param>
    /// <returns>The group after it, and what is to be kept of the study: that it is deleted.</returns>
    public static (GroupBudget Budget, GroupMember Closed) Forget(
        GroupBudget budget, Guid id, string name, IReadOnlyDictionary<string, Money>? used)
    {
        var deleted = new GroupMember(id, name) { IsDeleted = true };
        if (budget.Find(id) is not { } member) return (budget with { }, deleted);
        var parts = used is null ? member.Parts : [.. used.Select(u => new GroupPart(u.Key, u.Value, u.Value))];
        return (budget.Without(id).Book(parts.Select(p => p with { Spent = p.Held }), 1), deleted);
    }

    /// <summary>Returns what is held for a study that is not there.</summary>
    /// <param name="budget">The group.</param>
    /// <param name="id">The study.</param>
    /// <param name="raises">The raises that were known before it was seen that the study is not there.</param>
    public static GroupBudget Drop(GroupBudget budget, Guid id, long raises) =>
        budget.Find(id) is { } member && member.Raises == raises ? budget.Without(id).Book(member.Parts, 1) : budget;

    /// <summary>Has a study wait for money.</summary>
    /// <param name="budget">The group.</param>
    /// <param name="id">The study.</param>
    /// <param name="name">Its name.</param>
    /// <param name="needs">How much it lacks.</param>
    /// <param name="now">The time.</param>
    public static GroupBudget Wait(GroupBudget budget, Guid id, string name, Money needs, DateTimeOffset now)
    {
        var member = budget.Find(id) ?? new GroupMember(id, name);
        if (member.Needs == needs) return budget;
        return budget.With(member with
        {
            Needs = needs,
            WaitsSince = member.Needs > Money.Zero ? member.WaitsSince : now,
        });
    }

    /// <summary>The studies that wait and are to look again, the longest first: those that what is free suffices for, and all of them
    /// where nothing is set aside any more that could come back.</summary>
    public static IReadOnlyList<string> ToWake(GroupBudget budget, string period)
    {
        var waiting = budget.Members.Where(m => m.Needs > Money.Zero).OrderBy(m => m.WaitsSince).ThenBy(m => m.Study).ToArray();
        if (waiting.Length == 0) return [];
        var free = budget.Free(period);
        var woken = new List<string>();
        foreach (var member in waiting)
        {
            if (member.Needs > free) continue;
            free -= member.Needs;
            woken.Add(member.Study);
        }

        return woken.Count > 0 || budget.Members.Any(m => m.HoldsReservation) ? woken : [.. waiting.Select(m => m.Study)];
    }

    /// <summary>The group with the alerts that it has come to.</summary>
    public static GroupBudget Alerted(GroupBudget budget, DateTimeOffset now)
    {
        var period = GroupPeriods.KeyOf(budget.Period, now);
        var spent = budget.Spent(period);
        if (spent.Micro * 2m < budget.Limit.Micro) return budget;
        foreach (var percent in s_alerts)
        {
            if (spent.Micro * 100m < (decimal)budget.Limit.Micro * percent && !(percent == 100 && IsUsedUp(budget, period))) break;
            // Of a limit that was raised since, the share is reached anew.
            if (budget.Alerts.Any(a => a.Period == period && a.Percent == percent && a.Limit >= budget.Limit)) continue;
            var alert = new GroupAlert(period, percent, now, spent)
            {
                Limit = budget.Limit,
                DueAt = budget.Notify.Count > 0 ? now : null,
            };
            budget = budget with { Alerts = [.. budget.Alerts.TakeLast(MostAlerts - 1), alert] };
        }

        return budget;
    }

    /// <summary>Whether a study wants more than there is, and nothing is set aside that could come back.</summary>
    private static bool IsUsedUp(GroupBudget budget, string period)
    {
        var free = budget.Free(period);
        return budget.Members.Any(m => m.Needs > free) && !budget.Members.Any(m => m.HoldsReservation);
    }

    private static GroupMember Settled(GroupMember member, long raises, IReadOnlyList<GroupShare> shares)
    {
        // What the study's row says nothing of it does not have.
        var silent = member.Parts.Where(part => shares.All(share => share.Period != part.Period))
            .Select(part => new GroupShare(part.Period, Money.Zero, Money.Zero));
        foreach (var share in shares.Concat(silent).ToArray())
        {
            var part = member.Part(share.Period);
            // The study's row only moves on: of two words of what is spent the larger is the newer.
            var spent = Money.Max(part.Spent, share.Spent);
            var held = member.Raises == raises ? Money.Min(part.Held, share.Granted) : part.Held;
            member = member.With(part with { Spent = spent, Held = Money.Max(held, spent) });
        }

        return member;
    }

    private static GroupBudget With(this GroupBudget budget, GroupMember member)
    {
        for (var i = 0; i < budget.Members.Count; i++)
            if (budget.Members[i].Id == member.Id)
            {
                if (ReferenceEquals(budget.Members[i], member)) return budget;
                var members = budget.Members.ToArray();
                members[i] = member;
                return budget with { Members = members };
            }

        return budget with { Members = [.. budget.Members, member] };
    }

    private static GroupBudget Without(this GroupBudget budget, Guid id) =>
        budget with { Members = [.. budget.Members.Where(m => m.Id != id)] };

    private static GroupBudget Book(this GroupBudget budget, IEnumerable<GroupPart> parts, int sign)
    {
        var closed = new Dictionary<string, Money>(budget.Closed);
        foreach (var part in parts)
        {
            // Below zero only where the period is so old that it was dropped.
            var booked = Money.Max(Money.Zero, new Money(budget.ClosedIn(part.Period).Micro + (sign * part.Spent.Micro)));
            if (booked > Money.Zero) closed[part.Period] = booked;
            else closed.Remove(part.Period);
        }

        if (closed.Count > MostPeriods)
            foreach (var old in closed.Keys.OrderBy(key => key[1..], StringComparer.Ordinal).Take(closed.Count - MostPeriods).ToArray())
                closed.Remove(old);
        return budget with { Closed = closed };
    }
}
