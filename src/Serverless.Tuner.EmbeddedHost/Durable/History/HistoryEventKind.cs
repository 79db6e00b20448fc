namespace Serverless.Tuner.EmbeddedHost.Durable.History;

internal enum HistoryEventKind
{
    Started,
    TaskCompleted,
    TaskFailed,
    TimerFired,
    EventRaised,
}
