using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Storage.Tests.TestKit;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Advance_AnyStep_MovesTimeAndTimestampsAlike()
    {
        var (time, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());

        _clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(TimeSpan.FromMinutes(3), _clock.GetUtcNow() - time);
        Assert.Equal(TimeSpan.FromMinutes(3), _clock.GetElapsedTime(stamp));
    }

    [Fact]
    public async Task Advance_ToTheEndOfADelay_CompletesIt()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public void Advance_PastATimeout_CancelsIt()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.True(timeout.IsCancellationRequested);
    }

    [Fact]
    public void Advance_OverSeveralTimers_FiresEachAtItsOwnTime()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<double>();
        void Note(object? _) => fired.Add((_clock.GetUtcNow() - start).TotalSeconds);
        using var once = _clock.CreateTimer(Note, null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = _clock.CreateTimer(Note, null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal([2, 4, 5, 6], fired);
    }

    [Fact]
    public void Advance_DisposedTimer_DoesNotFire()
    {
        var fired = false;
        _clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(fired);
    }

    [Fact]
    public void SetUtcNow_Forward_FiresWhatFallsDue()
    {
        var fired = false;
        using var timer = _clock.CreateTimer(_ => fired = true, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        _clock.SetUtcNow(_clock.GetUtcNow().AddDays(1));

        Assert.True(fired);
    }
}
