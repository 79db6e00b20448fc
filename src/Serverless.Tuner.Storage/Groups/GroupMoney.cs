using System.Collections.Concurrent;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>
/// How studies draw on their group's money, in steps each of which may be the last one of its process:
/// <list type="number">
/// <item>A study's row is read, and the change of it computed with what the group offers.</item>
/// <item><see cref="CoverAsync"/>: what the change needs beyond what the study was granted is counted on the group's row.</item>
/// <item>The study's row is written as it was read in step 1, by its ETag; it says what the study is granted from now on.</item>
/// <item><see cref="SettleAsync"/>: the group's row is lowered to that.</item>
/// </list>
/// So the group counts at every moment at least what a study's row grants it. A lowering says which raises were known before step 3: a
/// raise since then was made for a version of the study's row that is newer, and keeps what the study holds. One that was made before
/// is for an older version, whose writer the ETag refuses.
/// </summary>
internal sealed class GroupMoney(IGroupRows rows, TimeProvider time)
{
    /// <summary>What a study has spent is told its group at least so often, where nothing else is.</summary>
    private static readonly TimeSpan s_betweenTellings = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, GroupAccount> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, long> _toldAt = new();

    /// <summary>This process's account of a group.</summary>
    public GroupAccount Account(string group) => _accounts.GetOrAdd(group, static (name, self) => new(name, self.Rows, self.Time), this);

    private IGroupRows Rows => rows;

    private TimeProvider Time => time;

    /// <summary>What a study's group offers, as far as is known; null where the study has no group.</summary>
    /// <param name="study">The study.</param>
    /// <param name="tries">How often an offer turned out not to hold: then the group is read, and at last nothing more is asked of it.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<GroupOffer?> OfferAsync(Study study, int tries, CancellationToken cancellationToken)
    {
        if (study.Spec.Budget?.Group is not { } name) return null;
        var account = Account(name);
        var group = account.Known ?? await account.ReadAsync(cancellationToken);
        return new GroupOffer(group, GroupPeriods.KeyOf(group?.Period ?? BudgetPeriod.None, time.GetUtcNow()), tries < MostOffers);
    }

    /// <summary>So many offers may turn out not to hold in one advance, since others were quicker.</summary>
    internal const int MostOffers = 4;

    /// <summary>Has the group count what a change of a study needs beyond what it was granted.</summary>
    /// <param name="before">The study as its row was read.</param>
    /// <param name="after">The study as it is to be written, on the version that was read.</param>
    /// <param name="offer">With which it was computed; null where it has no group.</param>
    /// <param name="cancellationToken">Stops waiting; what was counted and is not used is returned later.</param>
    /// <returns>The study with what it is granted, to be written; null when the offer no longer holds, and the change is to be computed
    /// anew.</returns>
    public async Task<GroupCover?> CoverAsync(Study before, Study after, GroupOffer? offer, CancellationToken cancellationToken)
    {
        if (offer is null || after.Id is not { } id || offer.Budget is null) return new GroupCover(after, 0);
        var account = Account(after.Spec.Budget!.Group!);
        var group = account.Known ?? offer.Budget;
        var missing = GroupShares.Missing(before, after, offer.Period);
        if (missing.Count > 0)
        {
            // Without asking for more, nothing can be missing but what is spent.
            var isSpent = !offer.MayRaise || GroupShares.OnlySettles(before, after);
            var (raised, isGone) = await RaiseAsync(account, before, missing, isSpent, cancellationToken);
            // The row of a study that is deleted is not written.
            if (isGone) return new GroupCover(after, 0);
            if (raised is null) return null;
            group = raised;
            var member = group.Find(id)!;
            foreach (var raise in missing)
                after = GroupShares.WithGranted(after, raise.Period, Money.Max(raise.To, member.Part(raise.Period).Held));
        }

        if (after.LacksOfGroup > Money.Zero)
        {
            if (await WaitAsync(account, after, offer, cancellationToken) is not { } confirmed) return null;
            group = confirmed;
        }

        return new GroupCover(GroupShares.Trimmed(after, group, offer.Period), group.Find(id)?.Raises ?? 0);
    }

    /// <summary>Lowers what the group counts for a study to what its row says, which was written.</summary>
    /// <param name="study">The study as it was written.</param>
    /// <param name="raises">The raises that were known before it was.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Studies that waited for money and are to look again.</returns>
    public async Task<IReadOnlyList<string>> SettleAsync(Study study, long raises, CancellationToken cancellationToken)
    {
        if (study is not { Id: { } id, Spec.Budget.Group: { } name }) return [];
        var account = Account(name);
        if (account.Known is not { } group || group.Find(id) is not { } member) return [];
        var closes = study is { State: StudyState.Ended, Open.Count: 0 };
        var waitsNoMore = member.Needs > Money.Zero && study.LacksOfGroup == Money.Zero;
        if (!closes && !waitsNoMore && !Lowers(study, member) && !MustTell(study, member)) return [];
        var after = await account.ApplyAsync(
            new GroupStep(null, before => closes
                ? GroupLedger.Close(before, id, raises, study.Shares)
                : (GroupLedger.Settle(before, id, raises, study.Shares, study.LacksOfGroup > Money.Zero), null)),
            cancellationToken);
        if (closes) _toldAt.TryRemove(id, out _);
        // The study itself has just looked.
        return after is null
            ? []
            : [.. GroupLedger.ToWake(after, GroupPeriods.KeyOf(after.Period, time.GetUtcNow())).Where(woken => woken != study.Name)];
    }

    /// <summary>The same, as far as the storage answers: what is left the sweep settles.</summary>
    public async Task<IReadOnlyList<string>> TrySettleAsync(Study study, long raises, CancellationToken cancellationToken)
    {
        try
        {
            return await SettleAsync(study, raises, cancellationToken);
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            return [];
        }
    }

    /// <summary>Books a study that is being deleted: its row is marked, nothing writes it any more.</summary>
    public async Task ForgetAsync(string group, Guid id, string name, Study? marked, CancellationToken cancellationToken)
    {
        var account = Account(group);
        await account.ReadAsync(cancellationToken);
        await account.ApplyAsync(
            new GroupStep(null, before => GroupLedger.Forget(before, id, name, marked is null ? null : GroupShares.Used(marked))),
            cancellationToken);
        _toldAt.TryRemove(id, out _);
    }

    /// <returns>The group as the raise left it, whatever else came with the same write; null when it was not raised.</returns>
    private async Task<(GroupBudget? Raised, bool IsGone)> RaiseAsync(
        GroupAccount account, Study study, IReadOnlyList<GroupRaise> missing, bool isSpent, CancellationToken cancellationToken)
    {
        GroupBudget? raised = null;
        var id = study.Id!.Value;
        var step = new GroupStep(
            id,
            before =>
            {
                raised = GroupLedger.Raise(before, id, study.Name, missing, time.GetUtcNow(), isSpent);
                if (raised is not null) raised = GroupLedger.Settle(raised, id, raises: -1, Told(before, study), waits: false);
                return (raised ?? before, null);
            });
        // Where there is no group, the step was not applied.
        if (await account.ApplyAsync(step, cancellationToken) is null || raised is null) return (null, step.IsOfDeleted);
        _toldAt[id] = time.GetTimestamp();
        return (raised, false);
    }

    /// <summary>What the study has spent is told along with a raise, but only of one that the group knows: the row of another may have
    /// been booked and deleted since it was read.</summary>
    private static IReadOnlyList<GroupShare> Told(GroupBudget before, Study study) =>
        before.Find(study.Id!.Value) is null ? [] : study.Shares;

    /// <summary>Has a study wait, or end, for lack of money, unless there is some after all.</summary>
    /// <returns>The group; null when it has more than was known.</returns>
    private async Task<GroupBudget?> WaitAsync(GroupAccount account, Study study, GroupOffer offer, CancellationToken cancellationToken)
    {
        var id = study.Id!.Value;
        var isWrong = false;
        // What it lacked was told beside what it still had at hand.
        var needs = study.LacksOfGroup + offer.Room(study, offer.Period);
        // Another process may have given money back, which one that waits already would not come upon by writing.
        await account.ReadAsync(cancellationToken);
        var group = await account.ApplyAsync(
            new GroupStep(id, before =>
            {
                var now = offer with { Budget = before };
                isWrong = offer.MayRaise
                    && (now.Room(study, offer.Period) >= needs || (study.StopReason == StopReason.Budget && now.MayComeBack(study)));
                return (isWrong ? before : GroupLedger.Wait(before, id, study.Name, needs, time.GetUtcNow()), null);
            }),
            cancellationToken);
        return isWrong ? null : group ?? offer.Budget;
    }

    private static bool Lowers(Study study, GroupMember member) =>
        member.Parts.Any(part => part.Held > GroupShares.Granted(study, part.Period));

    private bool MustTell(Study study, GroupMember member)
    {
        var now = time.GetTimestamp();
        if (study.Shares.All(share => member.Part(share.Period).Spent >= share.Spent)) return false;
        // With nothing open no other telling follows: others would wait for money that cannot come back.
        if (study.Open.Count > 0 && _toldAt.TryGetValue(study.Id!.Value, out var last)
            && time.GetElapsedTime(last, now) < s_betweenTellings) return false;
        _toldAt[study.Id!.Value] = now;
        return true;
    }
}
