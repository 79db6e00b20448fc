using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>A step to be made. Holds the instance itself: by the end of the step another one may have its id.</summary>
/// <remarks>DurableTask.Core leaves in it how far the orchestrator has run. An item that is handed out again for the next step goes
/// on from there; another one runs the orchestrator from its start, over the whole history.</remarks>
internal sealed class InstanceWorkItem : TaskOrchestrationWorkItem
{
    public required Instance Instance { get; init; }

    /// <summary>Whether it will be handed out again.</summary>
    public required bool IsKept { get; init; }
}
