namespace Serverless.Tuner.Storage.Tests.Groups;

/// <summary>A clock that a model moves; timers go off when it is their turn.</summary>
internal sealed class ModelClock(ModelTurns turns, int host, Func<DateTimeOffset> now) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now();

    public override long GetTimestamp() => now().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        turns.Park(host, () => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
