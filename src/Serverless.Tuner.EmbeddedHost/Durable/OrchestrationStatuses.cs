using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable;

internal static class OrchestrationStatuses
{
    /// <summary>Those of an instance that has come to its end.</summary>
    public static readonly IReadOnlyList<OrchestrationStatus> Over =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated];

    /// <summary>Whether an instance has come to its end.</summary>
    public static bool IsOver(this OrchestrationStatus status) => Over.Contains(status);
}
