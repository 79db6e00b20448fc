using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>The budgets that studies share: made, changed, deleted, and swept.</summary>
public sealed class SharedBudgets(StudyStore studies, TunerTables tables, TimeProvider time)
{
    private readonly GroupRows _rows = new(tables, time);
    private readonly GroupSweep _sweep = new(studies.Money, studies, time, GroupSweep.Patience);

    /// <summary>All budgets by name.</summary>
    public Task<IReadOnlyList<GroupBudget>> ListAsync(CancellationToken cancellationToken) => _rows.ListAsync(cancellationToken);

    /// <summary>The budget of a name; null when there is none.</summary>
    public async Task<GroupBudget?> FindAsync(string name, CancellationToken cancellationToken) =>
        await _rows.ReadAsync(name, cancellationToken) is null ? null : await studies.Money.Account(name).ReadAsync(cancellationToken);

    /// <summary>What the budget that a study shares has left at the moment; null where it shares none.</summary>
    public async Task<Money?> FreeAsync(StudySpec spec, CancellationToken cancellationToken) =>
        spec.Budget?.Group is { } group && await FindAsync(group, cancellationToken) is { } budget
            ? budget.Free(GroupPeriods.KeyOf(budget.Period, time.GetUtcNow()))
            : null;

    /// <summary>The studies that wait for money and are to look again, as far as this process knows.</summary>
    public IReadOnlyList<string> ToWake(string name) => studies.Money.Account(name).Known is { } budget
        ? GroupLedger.ToWake(budget, GroupPeriods.KeyOf(budget.Period, time.GetUtcNow()))
        : [];

    /// <summary>Makes a budget, or makes it what it is to be; money that studies have stays with them.</summary>
    /// <returns>The budget, whether it is new, and the studies that waited for money and are to look again.</returns>
    public async Task<(GroupBudget Budget, bool IsNew, IReadOnlyList<string> Wakes)> PutAsync(
        string name, BudgetRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = await studies.Money.Account(name).ApplyAsync(
                new GroupStep(null, before => (With(before, request), null)), cancellationToken);
            if (changed is not null)
                return (changed, false, GroupLedger.ToWake(changed, GroupPeriods.KeyOf(changed.Period, time.GetUtcNow())));
            var now = time.GetUtcNow();
            var made = With(
                new GroupBudget { Name = name, Id = Guid.CreateVersion7(now), Limit = Money.Zero, CreatedAt = now }, request);
            if (await _rows.TryAddAsync(made, cancellationToken)) return (made, true, []);
        }
    }

    /// <summary>Deletes a budget that no study needs any more.</summary>
    /// <returns>Whether there was one; and one of its studies that has not ended, for which it was kept.</returns>
    public async Task<(bool Existed, StudyName? NeededBy)> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        while (await _rows.ReadAsync(name, cancellationToken) is var (budget, version))
        {
            if (await studies.Index.FirstOfGroupAsync(name, cancellationToken) is { } needing)
            {
                // The index is told of an end after the study's row.
                if (await studies.ReadAsync(needing, cancellationToken) is not { State: StudyState.Ended } ended) return (true, needing);
                await studies.Index.RepairAsync(ended, cancellationToken);
                continue;
            }

            if (await _rows.TryDeleteAsync(budget, version, cancellationToken))
            {
                await studies.Money.Account(name).ReadAsync(cancellationToken);
                return (true, null);
            }
        }

        return (false, null);
    }

    /// <summary>Returns to a budget what a crash left behind.</summary>
    /// <returns>Studies that waited for money and are to look again.</returns>
    public Task<IReadOnlyList<string>> SweepAsync(string name, CancellationToken cancellationToken) =>
        _sweep.RunAsync(name, cancellationToken);

    /// <summary>Takes the alerts that are due for telling: meanwhile nobody else tells them, and when whoever does is lost, they come
    /// again.</summary>
    public async Task<(GroupBudget? Budget, IReadOnlyList<GroupAlert> Due)> TakeAlertsAsync(
        string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        IReadOnlyList<GroupAlert> due = [];
        var after = await studies.Money.Account(name).ApplyAsync(
            new GroupStep(null, before =>
            {
                (var taken, due) = GroupAlerts.Take(before, now);
                return (taken, null);
            }),
            cancellationToken);
        return (after, due);
    }

    /// <summary>Notes which webhooks were told of an alert.</summary>
    public Task ToldAsync(string name, GroupAlert alert, IReadOnlyCollection<int> told, CancellationToken cancellationToken) =>
        studies.Money.Account(name).ApplyAsync(
            new GroupStep(null, before => (GroupAlerts.Told(before, alert, told, time.GetUtcNow()), null)), cancellationToken);

    private static GroupBudget With(GroupBudget budget, BudgetRequest request) => budget with
    {
        Limit = Money.Limit(request.LimitUsd),
        Period = request.Period,
        MaxStudies = request.MaxStudies,
        Notify = request.Notify ?? [],
    };
}
