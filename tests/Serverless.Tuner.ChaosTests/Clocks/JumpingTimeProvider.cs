using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Serverless.Tuner.ChaosTests.Clocks;

/// <summary>
/// A clock that runs as the system's does and can be made to jump. It is either a wall clock that somebody sets, of which timers
/// and measured durations know nothing, or that of a machine which is suspended: then they jump forward as well.
/// </summary>
internal sealed class JumpingTimeProvider : TimeProvider, IDisposable
{
    private readonly FakeTimeProvider? _suspended;
    private readonly Timer? _pulse;
    private readonly Lock _lock = new();
    private long _last = Stopwatch.GetTimestamp();
    private long _offset;

    /// <param name="isSuspended">Whether timers and durations jump with the clock.</param>
    public JumpingTimeProvider(bool isSuspended)
    {
        if (!isSuspended) return;
        _suspended = new FakeTimeProvider(System.GetUtcNow());
        _pulse = new Timer(_ => Pulse(), null, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(2));
    }

    public override long TimestampFrequency => _suspended?.TimestampFrequency ?? System.TimestampFrequency;

    /// <summary>Moves the clock forward, or sets it back.</summary>
    public void Jump(TimeSpan by)
    {
        if (_suspended is null)
        {
            Interlocked.Add(ref _offset, by.Ticks);
            return;
        }

        lock (_lock)
        {
            if (by >= TimeSpan.Zero) _suspended.Advance(by);
            else _suspended.AdjustTime(_suspended.GetUtcNow() + by);
        }
    }

    public override DateTimeOffset GetUtcNow() => _suspended?.GetUtcNow() ?? System.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => _suspended?.GetTimestamp() ?? System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        (_suspended ?? System).CreateTimer(callback, state, dueTime, period);

    public void Dispose() => _pulse?.Dispose();

    private void Pulse()
    {
        if (!_lock.TryEnter()) return;
        try
        {
            var now = Stopwatch.GetTimestamp();
            _suspended!.Advance(Stopwatch.GetElapsedTime(_last, now));
            _last = now;
        }
        finally
        {
            _lock.Exit();
        }
    }
}
