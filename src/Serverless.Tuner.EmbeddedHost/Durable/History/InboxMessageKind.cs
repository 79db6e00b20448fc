namespace Serverless.Tuner.EmbeddedHost.Durable.History;

internal enum InboxMessageKind
{
    Event,
    Terminate,
    Suspend,
    Resume,
}
