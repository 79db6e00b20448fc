using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

internal static class OrchestrationStatuses
{
    /// <summary>Whether an instance has come to its end.</summary>
    public static bool IsOver(this OrchestrationStatus status) => status
        is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Canceled or OrchestrationStatus.Terminated;
}
