using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>What a study's own row says of its group's money, which is the truth of it.</summary>
public static class GroupShares
{
    /// <summary>The trials whose money a study may keep at hand beyond what it has set aside.</summary>
    internal const int TrialsAhead = 4;

    /// <summary>What its ended trials cost of a period.</summary>
    public static Money Spent(Study study, string period) => Find(study, period)?.Spent ?? Money.Zero;

    /// <summary>Up to how much of a period it may spend and set aside without asking.</summary>
    public static Money Granted(Study study, string period) => Find(study, period)?.Granted ?? Money.Zero;

    /// <summary>What it has spent and set aside of a period.</summary>
    public static Money Used(Study study, string period)
    {
        var used = Spent(study, period);
        foreach (var open in study.Open)
            if (open.Period == period) used += open.Reserved;
        return used;
    }

    /// <summary>What it has spent and set aside, by period.</summary>
    public static IReadOnlyDictionary<string, Money> Used(Study study) =>
        Periods(study).ToDictionary(period => period, period => Used(study, period));

    /// <summary>Its shares with what a trial cost that has ended.</summary>
    internal static IReadOnlyList<GroupShare> Told(IReadOnlyList<GroupShare> shares, string period, Money cost) =>
        With(shares, period, share => share with { Spent = share.Spent + cost });

    /// <summary>The study with what it is granted of a period.</summary>
    public static Study WithGranted(Study study, string period, Money granted) =>
        Granted(study, period) == granted
            ? study
            : study with { Shares = With(study.Shares, period, share => share with { Granted = granted }) };

    /// <summary>What a changed study needs beyond what it was granted.</summary>
    /// <param name="before">The study as its row says.</param>
    /// <param name="after">The study as it is to become.</param>
    /// <param name="period">The period of new reservations.</param>
    public static IReadOnlyList<GroupRaise> Missing(Study before, Study after, string period)
    {
        List<GroupRaise>? raises = null;
        foreach (var of in Periods(after))
        {
            var used = Used(after, of);
            if (used > Granted(before, of))
                (raises ??= []).Add(new GroupRaise(of, used, of == period ? Ahead(after, of) : Money.Zero));
        }

        return raises ?? (IReadOnlyList<GroupRaise>)[];
    }

    /// <summary>Whether a change sets nothing more aside: what it costs beyond what was granted is spent already.</summary>
    public static bool OnlySettles(Study before, Study after) => after.Open.All(
        open => before.Open.FirstOrDefault(o => o.Number == open.Number) is { } known && open.Reserved <= known.Reserved);

    /// <summary>The study without what it was granted and will hardly need: all of it but the money of a few trials ahead, and that too
    /// when it starts nothing now or others wait.</summary>
    /// <param name="study">The study.</param>
    /// <param name="budget">Its group as far as is known.</param>
    /// <param name="period">The period of new reservations.</param>
    public static Study Trimmed(Study study, GroupBudget budget, string period)
    {
        var trimmed = study;
        foreach (var share in study.Shares)
        {
            var used = Used(study, share.Period);
            var keeps = share.Period == period && !OthersWait(budget, study) ? Ahead(study, period) : Money.Zero;
            keeps = Money.Min(keeps, budget.Free(share.Period));
            // A little too much is not worth a write for each trial.
            if (share.Granted - used > keeps + keeps) trimmed = WithGranted(trimmed, share.Period, used + keeps);
        }

        return trimmed;
    }

    /// <summary>Whether it starts more trials when it has the money.</summary>
    public static bool GoesOn(Study study) =>
        study is { State: StudyState.Running, StopReason: null, IsPaused: false } && study.LacksOfGroup == Money.Zero
        && study.NextNumber < study.Spec.Trials;

    private static bool OthersWait(GroupBudget budget, Study study) =>
        budget.Members.Any(member => member.Needs > Money.Zero && member.Id != study.Id);

    private static Money Ahead(Study study, string period)
    {
        if (!GoesOn(study)) return Money.Zero;
        var (sum, count) = (0L, 0);
        foreach (var open in study.Open)
            if (open.Period == period) (sum, count) = (sum + open.Reserved.Micro, count + 1);
        if (count == 0) return Money.Zero;
        return new Money(sum / count * Math.Min(TrialsAhead, study.Spec.Trials - study.NextNumber));
    }

    private static IEnumerable<string> Periods(Study study) =>
        study.Shares.Select(share => share.Period).Concat(study.Open.Select(open => open.Period).OfType<string>()).Distinct();

    private static GroupShare? Find(Study study, string period)
    {
        foreach (var share in study.Shares)
            if (share.Period == period) return share;
        return null;
    }

    private static IReadOnlyList<GroupShare> With(
        IReadOnlyList<GroupShare> shares, string period, Func<GroupShare, GroupShare> change)
    {
        if (shares.All(share => share.Period != period)) return [.. shares, change(new GroupShare(period, Money.Zero, Money.Zero))];
        return [.. shares.Select(share => share.Period == period ? change(share) : share)];
    }
}
