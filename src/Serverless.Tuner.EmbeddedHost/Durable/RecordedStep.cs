using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>A step that an orchestrator has made.</summary>
/// <param name="Instance">Which execution of which instance.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Arrived">The events that it was made for.</param>
/// <param name="Actions">What the orchestrator asks for.</param>
internal sealed record RecordedStep(
    OrchestrationInstance Instance, string Name, IReadOnlyList<HistoryEvent> Arrived, IReadOnlyList<OrchestratorAction> Actions);
