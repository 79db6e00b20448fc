using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable;

internal static class OrchestrationStatuses
{
    public static readonly IReadOnlyList<OrchestrationStatus> Over =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated];

    public static bool IsOver(this OrchestrationStatus status) => Over.Contains(status);
}
