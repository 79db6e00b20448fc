using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Looks after everything, when the durable timer is due.</summary>
public sealed class KeepHouse(Housekeeping housekeeping)
{
    /// <summary>Looks once.</summary>
    /// <param name="due">What it was due for (UTC).</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>When there is something to look after again (UTC); null when nothing is known to be.</returns>
    [Function(nameof(KeepHouse))]
    public async Task<DateTime?> RunAsync(
        [ActivityTrigger] DateTime due, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        (await housekeeping.LookAsync(client, cancellationToken))?.UtcDateTime;
}
