namespace Serverless.Tuner.Functions.Timers;

/// <summary>Gives keys back what their studies have not spent, where nobody else did.</summary>
public sealed class SettleAllowances(Allowances allowances, TimeProvider time)
{
    /// <summary>Looks at every key whose allowance studies hold a part of.</summary>
    /// <returns>When to look again; null when nothing is left to be settled.</returns>
    internal async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken) =>
        await allowances.SweepAsync(cancellationToken) ? time.GetUtcNow() + DueTimer.Soon : null;
}
