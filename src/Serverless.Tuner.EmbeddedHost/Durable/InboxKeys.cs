using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Row keys of messages, in the order in which they were sent.</summary>
internal sealed class InboxKeys(TimeProvider time)
{
    private long _sequence;

    public InboxEntry Entry(InboxMessage message) => new(
        RowKeys.Inbox(time.GetUtcNow(), Interlocked.Increment(ref _sequence), Guid.NewGuid().ToString("N")[..12]),
        message);
}
