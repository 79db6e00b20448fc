using Microsoft.DurableTask.Client;
using Serverless.Tuner.Functions.Notifying;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Returns to shared budgets, and to the queue, what a crash left behind; wakes the studies that may go on; tells of alerts.
/// </summary>
public sealed class SweepBudgets(
    SharedBudgets budgets, QueuedStudies queue, StudyAdmission admission, BudgetNotices notices, StudyStore store,
    TimeProvider time, ILogger<SweepBudgets> logger)
{
    /// <summary>Looks at every budget, and at the queue.</summary>
    /// <returns>When to look again; null when nobody waits. A study that runs has them looked at in any case.</returns>
    internal async Task<DateTimeOffset?> RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var isLeft = false;
        foreach (var budget in await budgets.ListAsync(cancellationToken))
            try
            {
                await admission.WakeAsync(client, await budgets.SweepAsync(budget.Name, cancellationToken), cancellationToken);
                if (budget.Alerts.All(alert => alert.DueAt is null)) continue;
                await notices.SendDueAsync(budget.Name, cancellationToken);
                isLeft = true;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Logs.BudgetSweepFailed(logger, budget.Name, e);
                isLeft = true;
            }

        await admission.StartAsync(client, await queue.SweepAsync(cancellationToken), cancellationToken);
        isLeft |= await store.Index.HasAsync(StudyState.Pending, cancellationToken);
        return isLeft ? time.GetUtcNow() + DueTimer.Soon : null;
    }
}
