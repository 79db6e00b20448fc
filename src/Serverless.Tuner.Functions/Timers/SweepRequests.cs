using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Removes the answers to requests that came with an <c>Idempotency-Key</c>, when they have been kept for long enough.</summary>
public sealed class SweepRequests(RequestRecords records)
{
    /// <summary>Looks for old ones once an hour.</summary>
    [Function(nameof(SweepRequests))]
    public Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        records.SweepAsync(cancellationToken);
}
