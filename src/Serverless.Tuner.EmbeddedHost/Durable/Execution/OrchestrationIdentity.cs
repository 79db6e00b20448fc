using Microsoft.DurableTask;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>What one generation of an instance is started with.</summary>
internal sealed record OrchestrationIdentity(string Name, string InstanceId, int Generation, string? Input, ParentOrchestrationInstance? Parent)
{
    public static OrchestrationIdentity Of(InstanceState state) => new(
        state.Name,
        state.InstanceId,
        state.Generation,
        state.Input,
        state.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null);
}
