namespace Serverless.Tuner.EmbeddedHost.Durable.History;

internal enum OrchestrationActionKind
{
    CallActivity,
    CallSubOrchestration,
    CreateTimer,
    SendEvent,
}
