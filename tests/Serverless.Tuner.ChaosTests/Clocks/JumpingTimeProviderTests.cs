namespace Serverless.Tuner.ChaosTests.Clocks;

public sealed class JumpingTimeProviderTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Clock_RunsByItselfAndJumpsBothWays(bool isSuspended)
    {
        using var clock = new JumpingTimeProvider(isSuspended);
        await Task.Delay(TimeSpan.FromMilliseconds(5), clock, TestContext.Current.CancellationToken);
        var before = clock.GetUtcNow();

        clock.Jump(3 * Hour);
        Assert.InRange(clock.GetUtcNow() - before, 3 * Hour, 4 * Hour);
        clock.Jump(-3 * Hour);
        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.Zero, Hour);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Timers_JumpWithASuspendedMachineOnly(bool isSuspended)
    {
        using var clock = new JumpingTimeProvider(isSuspended);
        var start = clock.GetTimestamp();
        var waits = Task.Delay(Hour, clock, TestContext.Current.CancellationToken);

        clock.Jump(2 * Hour);

        Assert.Equal(isSuspended, waits.IsCompleted);
        Assert.Equal(isSuspended, clock.GetElapsedTime(start) > Hour);
    }
}
