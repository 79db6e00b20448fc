using System.Text.Json;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Notifying;

/// <summary>Tells the webhooks of a shared budget which shares of its limit were reached. An alert is taken on the budget's row before it
/// is sent; one that was taken by a host that was lost comes again later, with the same id.</summary>
public sealed class BudgetNotices(SharedBudgets budgets, OutboundClient client, ILogger<BudgetNotices> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Sends what is due.</summary>
    internal async Task SendDueAsync(string name, CancellationToken cancellationToken)
    {
        var (budget, due) = await budgets.TakeAlertsAsync(name, cancellationToken);
        if (budget is null) return;
        foreach (var alert in due)
        {
            var told = new List<int>();
            for (var i = 0; i < budget.Notify.Count; i++)
                if (alert.Told?.Contains(i) != true && await IsToldAsync(budget, alert, i, cancellationToken)) told.Add(i);
            await budgets.ToldAsync(name, alert, told, cancellationToken);
        }
    }

    private async Task<bool> IsToldAsync(GroupBudget budget, GroupAlert alert, int target, CancellationToken cancellationToken)
    {
        var body = new BudgetNoticeBody(
            $"budget.alert{alert.Percent}", alert.At,
            new BudgetNoticeData(budget.Name, alert.Percent, alert.Spent.Usd, alert.Limit.Usd, budget.Period));
        var call = new OutboundCall(budget.Notify[target].Url, JsonSerializer.SerializeToUtf8Bytes(body, TunerJson.Options))
        {
            MessageId = $"{budget.Id:N}_{alert.Period}_{alert.Percent}_{alert.Limit.Micro}_{target}",
            Secret = budget.Notify[target].Secret,
            Timeout = s_patience,
        };
        try
        {
            var answer = await client.PostAsync(call, cancellationToken);
            if (answer.Status is >= 200 and < 300) return true;
            Logs.BudgetNoticeFailed(logger, call.MessageId, budget.Name, $"it answered {answer.Status}");
        }
        catch (Exception e) when (e is OutboundException or OutboundRefusedException)
        {
            Logs.BudgetNoticeFailed(logger, call.MessageId, budget.Name, e.Message);
        }

        return false;
    }
}
