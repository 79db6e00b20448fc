using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Functions.Notifying;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Returns to shared budgets, and to the queue, what a crash left behind; wakes the studies that may go on; tells of alerts.
/// </summary>
public sealed class SweepBudgets(
    SharedBudgets budgets, QueuedStudies queue, StudyAdmission admission, BudgetNotices notices, ILogger<SweepBudgets> logger)
{
    /// <summary>Looks at every budget, and at the queue, once a minute.</summary>
    [Function(nameof(SweepBudgets))]
    public async Task RunAsync(
        [TimerTrigger("45 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var budget in await budgets.ListAsync(cancellationToken))
            try
            {
                await admission.WakeAsync(client, await budgets.SweepAsync(budget.Name, cancellationToken), cancellationToken);
                if (budget.Alerts.Any(alert => alert.DueAt is not null)) await notices.SendDueAsync(budget.Name, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Logs.BudgetSweepFailed(logger, budget.Name, e);
            }

        await admission.StartAsync(client, await queue.SweepAsync(cancellationToken), cancellationToken);
    }
}
