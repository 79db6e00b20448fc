namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>The task of another orchestration that this instance is.</summary>
internal sealed record ParentTask(string Name, string InstanceId, int Generation, int TaskId);
