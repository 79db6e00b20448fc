using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>Events that came before anyone waited, and waits that no event has ended yet; by name, first come first served.</summary>
internal sealed class ExternalEvents
{
    private readonly List<HistoryEvent> _buffered = [];
    private readonly List<(string Name, TaskCompletionSource<string?> Source)> _waiters = [];

    public IReadOnlyList<HistoryEvent> Buffered => _buffered;

    public Task<string?> WaitAsync(string name, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<string?>(cancellation);
        var index = _buffered.FindIndex(held => Same(held.Name, name));
        if (index >= 0)
        {
            var data = _buffered[index].Data;
            _buffered.RemoveAt(index);
            return Task.FromResult(data);
        }

        var source = new TaskCompletionSource<string?>();
        _waiters.Add((name, source));
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                _waiters.RemoveAll(waiter => waiter.Source == source);
                source.TrySetCanceled(cancellation);
            });
        }

        return source.Task;
    }

    public void Deliver(HistoryEvent raised)
    {
        var index = _waiters.FindIndex(waiter => Same(waiter.Name, raised.Name));
        if (index < 0)
        {
            _buffered.Add(raised);
            return;
        }

        var source = _waiters[index].Source;
        _waiters.RemoveAt(index);
        source.TrySetResult(raised.Data);
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
