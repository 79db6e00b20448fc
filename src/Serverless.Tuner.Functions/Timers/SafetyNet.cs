using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Looks after everything each hour, also where the durable timer was never set or was lost, and sets it again; the only timer
/// that fires while nothing happens.</summary>
public sealed class SafetyNet(
    Housekeeping housekeeping, DueTimer timer, RequestRecords requests, MemoryStore memory, ILogger<SafetyNet> logger)
{
    /// <summary>Looks once an hour; removes the answers to requests that came with an <c>Idempotency-Key</c> and were kept for long enough;
    /// settles what is kept of studies whose writer was lost before it saw that the study still exists.</summary>
    [Function(nameof(SafetyNet))]
    public async Task RunAsync(
        [TimerTrigger("0 0 * * * *")] TimerInfo info, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await housekeeping.LookAsync(client, cancellationToken) is { } next)
            await timer.TrySetAsync(client, next, cancellationToken);
        await TryAsync(() => requests.SweepAsync(cancellationToken), cancellationToken);
        await TryAsync(() => memory.SweepAsync(cancellationToken), cancellationToken);
    }

    private async Task TryAsync(Func<Task> sweep, CancellationToken cancellationToken)
    {
        try
        {
            await sweep();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logs.HousekeepingFailed(logger, e);
        }
    }
}
