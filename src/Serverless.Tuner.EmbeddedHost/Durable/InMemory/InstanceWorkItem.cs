using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>A step to be made. Holds the instance itself: by the end of the step another one may have its id.</summary>
internal sealed class InstanceWorkItem : TaskOrchestrationWorkItem
{
    public required Instance Instance { get; init; }
}
