using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>What an instance's runner is told.</summary>
internal abstract record InstanceMessage
{
    /// <summary>It is time to start, a task has an answer, a timer is due. Means nothing once the runner has reloaded or continued as new.</summary>
    internal sealed record Arrived(int Epoch, HistoryEvent Event) : InstanceMessage;

    /// <summary>A client's message; it is durable already.</summary>
    internal sealed record Sent(InboxEntry Entry) : InstanceMessage;

    /// <summary>The orchestrator awaited something that is not durable.</summary>
    internal sealed record Intruded(OrchestratorExecution Execution) : InstanceMessage;

    /// <summary>There may be messages in the inbox that nobody has announced.</summary>
    internal sealed record InboxUncertain : InstanceMessage;
}
