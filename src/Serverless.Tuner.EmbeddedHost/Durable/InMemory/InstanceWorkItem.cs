using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>A step to be made; remembers the instance, for another one may have its id by the end of the step.</summary>
internal sealed class InstanceWorkItem : TaskOrchestrationWorkItem
{
    public required Instance Instance { get; init; }
}
