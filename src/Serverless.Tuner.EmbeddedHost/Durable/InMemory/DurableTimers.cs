namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>What is due later for one instance.</summary>
internal sealed class DurableTimers(TimeProvider time) : IDisposable
{
    // The clock may be set meanwhile, and timers do not know of it; nor can they wait for months.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<ITimer> _timers = [];
    private bool _disposed;

    /// <summary>Calls back once a time has come; at once if it is past.</summary>
    public void Arm(DateTimeOffset due, Action fire)
    {
        var delay = due - time.GetUtcNow();
        if (delay <= TimeSpan.Zero)
        {
            fire();
            return;
        }

        lock (_lock)
        {
            if (_disposed) return;
            ITimer? timer = null;
            timer = time.CreateTimer(_ => Elapsed(timer, due, fire), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers.Add(timer);

            // A clock's tick may come a little early; a wait of nothing would spin until it is really due.
            var wait = delay < LongestWait ? delay : LongestWait;
            timer.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            foreach (var timer in _timers) timer.Dispose();
            _timers.Clear();
        }
    }

    public void Dispose()
    {
        lock (_lock) _disposed = true;
        Reset();
    }

    private void Elapsed(ITimer? timer, DateTimeOffset due, Action fire)
    {
        lock (_lock)
        {
            // Reset may have come first.
            if (timer is null || !_timers.Remove(timer)) return;
            timer.Dispose();
        }

        Arm(due, fire);
    }
}
