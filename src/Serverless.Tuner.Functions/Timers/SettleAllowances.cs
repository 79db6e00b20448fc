using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Gives keys back what their studies have not spent, where nobody else did.</summary>
public sealed class SettleAllowances(Allowances allowances)
{
    /// <summary>Looks at every key whose allowance studies hold a part of, once a minute.</summary>
    [Function(nameof(SettleAllowances))]
    public Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        allowances.SweepAsync(cancellationToken);
}
