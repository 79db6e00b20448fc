using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>A step of an orchestrator: the events that it was made for, and what the orchestrator asks for.</summary>
internal sealed record RecordedStep(
    OrchestrationInstance Instance, string Name, IReadOnlyList<HistoryEvent> Arrived, IReadOnlyList<OrchestratorAction> Actions);
