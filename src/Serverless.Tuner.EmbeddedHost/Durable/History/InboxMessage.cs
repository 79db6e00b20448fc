namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>What a client asked of an instance, kept in a row of its own until a step has taken it in.</summary>
internal sealed record InboxMessage(InboxMessageKind Kind, string? Name = null, string? Data = null);
