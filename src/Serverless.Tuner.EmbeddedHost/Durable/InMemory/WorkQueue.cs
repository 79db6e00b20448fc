namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>What is to be done, first come first served.</summary>
internal sealed class WorkQueue<T> : IDisposable
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _items = new();
    private readonly SemaphoreSlim _available = new(0);

    public void Add(T item)
    {
        lock (_lock)
            _items.Enqueue(item);
        _available.Release();
    }

    public void Clear()
    {
        lock (_lock)
            _items.Clear();
    }

    /// <summary>The next item; null when none came in time, or when it was withdrawn meanwhile.</summary>
    /// <exception cref="OperationCanceledException">The caller no longer takes any; the item is left to another one.</exception>
    public async Task<T?> TakeAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (!await _available.WaitAsync(patience, cancellation))
            return null;

        // A semaphore may let through a caller that has just been cancelled.
        if (cancellation.IsCancellationRequested)
        {
            _available.Release();
            throw new OperationCanceledException(cancellation);
        }

        lock (_lock)
            return _items.TryDequeue(out var item) ? item : null;
    }

    public void Dispose() => _available.Dispose();
}
