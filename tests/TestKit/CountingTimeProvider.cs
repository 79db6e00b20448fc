using Microsoft.Extensions.Time.Testing;

namespace Serverless.Tuner.TestKit;

/// <summary>A clock that a test moves, and that tells how many timers wait:
/// so a test sees that the code under test has gone to sleep.</summary>
public sealed class CountingTimeProvider() : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private int _pending;

    /// <summary>How many timers are armed.</summary>
    public int PendingTimers => Volatile.Read(ref _pending);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new CountedTimer(this, callback, state);
        timer.Arm(
            base.CreateTimer(static t => ((CountedTimer)t!).Fire(), timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), dueTime,
            period);
        return timer;
    }

    private sealed class CountedTimer(CountingTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private ITimer _timer = null!;
        private int _isArmed;
        private bool _isPeriodic;

        public void Arm(ITimer timer, TimeSpan dueTime, TimeSpan period)
        {
            _timer = timer;
            Change(dueTime, period);
        }

        public void Fire()
        {
            if (!_isPeriodic) Count(isArmed: false);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _isPeriodic = period > TimeSpan.Zero;
            Count(dueTime != Timeout.InfiniteTimeSpan);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            Count(isArmed: false);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Count(bool isArmed)
        {
            var now = isArmed ? 1 : 0;
            Interlocked.Add(ref clock._pending, now - Interlocked.Exchange(ref _isArmed, now));
        }
    }
}
