using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>An instance's timers in memory; history holds when they are due.</summary>
internal sealed class DurableTimers(TimeProvider time, Action<InstanceMessage> post) : IDisposable
{
    // Somebody may set the clock meanwhile, and timers do not know of it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private bool _disposed;

    public void Arm(DateTimeOffset due, int epoch, HistoryEvent fired)
        => Wait(due, new InstanceMessage.Arrived(epoch, fired));

    public void Reset()
    {
        lock (_lock)
        {
            foreach (var timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        Reset();
    }

    private void Wait(DateTimeOffset due, InstanceMessage message)
    {
        var delay = due - time.GetUtcNow();
        if (delay <= TimeSpan.Zero)
        {
            post(message);
            return;
        }

        lock (_lock)
        {
            if (_disposed)
                return;
            ITimer? timer = null;
            timer = time.CreateTimer(
                _ =>
                {
                    lock (_lock)
                    {
                        // Reset may have come first.
                        if (timer is null || !_timers.Remove(timer))
                            return;
                        timer.Dispose();
                    }

                    Wait(due, message);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            _timers.Add(timer);

            // A clock's tick may come a little early; a wait of nothing would spin until it is really due.
            var wait = delay < LongestWait ? delay : LongestWait;
            timer.Change(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
