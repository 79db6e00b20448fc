using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Returns to a group what a crash left behind: money that was counted for a change of a study that was never written, or that a study
/// no longer holds by its own row. Where a writer may only be slow, the study's row is written first, so that its write fails.
/// </summary>
internal sealed class GroupSweep(GroupMoney money, IGroupStudies studies, TimeProvider time, TimeSpan patience)
{
    /// <summary>A study that was given more within this time is most likely about to use it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Looks at each study of a group.</summary>
    /// <returns>Those that waited for money and are to look again.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string group, CancellationToken cancellationToken)
    {
        var account = money.Account(group);
        // What is known of raises is known before any study is read.
        if (await account.ReadAsync(cancellationToken) is not { } budget) return [];
        foreach (var member in budget.Members)
            if (await StepAsync(budget, member, cancellationToken) is { } step)
                await account.ApplyAsync(step, cancellationToken);
        var now = time.GetUtcNow();
        return account.Known is { } after ? GroupLedger.ToWake(after, GroupPeriods.KeyOf(after.Period, now)) : [];
    }

    /// <summary>What is to be done about a member; null when nothing is.</summary>
    private async Task<GroupStep?> StepAsync(GroupBudget budget, GroupMember member, CancellationToken cancellationToken)
    {
        var (id, raises) = (member.Id, member.Raises);
        if (await studies.ReadMarkedAsync(StudyName.Parse(member.Study), cancellationToken) is not var (study, isMarked) || study.Id != id)
            return Step(before => GroupLedger.Drop(before, id, raises));
        if (isMarked) return new GroupStep(null, before => GroupLedger.Forget(before, id, member.Study, GroupShares.Used(study)));
        // Whoever changes a study that has ended reads it as it goes on, and asks for more only then.
        if (study is { State: StudyState.Ended, Open.Count: 0 })
            return new GroupStep(null, before => GroupLedger.Close(before, id, raises, study.Shares));

        var period = GroupPeriods.KeyOf(budget.Period, time.GetUtcNow());
        var trimmed = GroupShares.Trimmed(study, budget, period);
        var isBehind = !ReferenceEquals(trimmed, study) || member.Parts.Any(part => part.Held > GroupShares.Granted(study, part.Period));
        if (isBehind && time.GetUtcNow() - member.RaisedAt >= patience)
        {
            // A new version of the row, even where it says the same: the writes of those who have read an older one fail.
            var fenced = await studies.ChangeAsync(
                study.Name, now => now.Id == id ? GroupShares.Trimmed(now, budget, period) with { } : null, cancellationToken);
            if (fenced?.Id != id) return null;
            return Step(before => Waiting(GroupLedger.Settle(before, id, raises, fenced.Shares, waits: true), fenced));
        }

        return Step(before => Waiting(GroupLedger.Settle(before, id, raises: -1, study.Shares, waits: true), study));
    }

    /// <summary>A study whose row says that it waits is entered as waiting, when whoever wrote the row could not.</summary>
    private GroupBudget Waiting(GroupBudget budget, Study study) =>
        study.LacksOfGroup > Money.Zero && budget.Find(study.Id!.Value) is { } member && member.Needs == Money.Zero
            ? GroupLedger.Wait(budget, study.Id.Value, study.Name, study.LacksOfGroup, time.GetUtcNow())
            : budget;

    private static GroupStep Step(Func<GroupBudget, GroupBudget> change) => new(null, before => (change(before), null));
}
