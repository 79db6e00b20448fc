namespace Serverless.Tuner.EmbeddedHost.Durable.History;

internal sealed record InboxEntry(string RowKey, InboxMessage Message);
