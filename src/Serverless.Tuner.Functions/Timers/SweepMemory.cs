using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Settles what is kept of studies whose writer was lost before it saw that the study still exists.</summary>
public sealed class SweepMemory(MemoryStore memory)
{
    /// <summary>Looks for them once an hour.</summary>
    [Function(nameof(SweepMemory))]
    public Task RunAsync([TimerTrigger("0 47 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        memory.SweepAsync(cancellationToken);
}
