using System.Threading.Channels;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>Work to be done, first in, first out.</summary>
internal sealed class WorkQueue<T>
    where T : class
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    public void Add(T item) => _items.Writer.TryWrite(item);

    public void Clear()
    {
        while (_items.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>The next item; null when none came in time.</summary>
    public async Task<T?> TakeAsync(TimeSpan patience, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_items.Reader.TryRead(out var item)) return item;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            return await _items.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
