using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>When things happen, by a clock that the test sets: in the memory of the host only, where nothing else has a clock.</summary>
public sealed class OrchestrationTimeTests : OrchestrationTest
{
    [Fact]
    public async Task Retry_ByPolicy_WaitsLongerEachTime()
    {
        var time = new CountingTimeProvider();
        Hosts = new() { Time = time };
        var host = await Hosts.StartAsync();
        var id = await Client(host)
            .ScheduleNewOrchestrationInstanceAsync("Retrying", new Flaky("third", 4), new StartOrchestrationOptions("r"));

        // 1 s, 2 s, and 3 s rather than 4.
        foreach (var (attempt, delay) in new[] { (1, 1), (2, 2), (3, 3) })
        {
            await Eventually(() => Ledger.CountOf("r third") == attempt && time.PendingTimers == 1, $"attempt {attempt} has failed");
            time.Advance(TimeSpan.FromSeconds(delay) - TimeSpan.FromTicks(1));
            Assert.Equal(1, time.PendingTimers);
            time.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal("attempt 4 at 00:00:06", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_FiresWhenItIsDueAndNotBefore()
    {
        var time = new CountingTimeProvider();
        Hosts = new() { Time = time };
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Sleeping");
        await Eventually(() => time.PendingTimers == 1, "the timer is armed");

        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client(host).GetInstanceAsync(id))!.RuntimeStatus);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("2:00:00", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task WaitForEvent_WithTimeout_EndsWithWhatComesFirst(bool raised)
    {
        var time = new CountingTimeProvider();
        Hosts = new() { Time = time };
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Racing");
        await Eventually(() => time.PendingTimers == 1, "the timer is armed");

        if (raised)
            await Client(host).RaiseEventAsync(id, "GO", "in time");
        else
            time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(raised ? "in time" : "too late", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_ForLater_StartsThen()
    {
        var time = new CountingTimeProvider();
        Hosts = new() { Time = time };
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync(
            "Sum", 2, new StartOrchestrationOptions(StartAt: time.GetUtcNow().AddDays(60)));
        await Eventually(() => time.PendingTimers == 1, "the start is armed");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client(host).GetInstanceAsync(id))!.RuntimeStatus);

        time.Advance(TimeSpan.FromDays(60));

        Assert.Equal(5, (await EndOf(host, id)).ReadOutputAs<int>());
    }
}
