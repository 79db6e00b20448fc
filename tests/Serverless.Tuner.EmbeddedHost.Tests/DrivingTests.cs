using Serverless.Tuner.EmbeddedHost.Tests.Functions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>A host that serves begins to drive, stops, and begins again.</summary>
public sealed class DrivingTests(AzuriteFixture azurite) : OrchestrationTest(azurite)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task StopDriving_WhileActivitiesRun_LeavesTheOrchestrationToAnotherHostAndThemToTheirEnd(bool replay)
    {
        var first = await Hosts.StartAsync(replay);
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.CountOf("SquareLater 3") == 1, "the activities run");

        await first.StopDrivingAsync();
        var second = await Hosts.StartAsync(replay);
        await Eventually(() => Ledger.Running == 6, "they run on both hosts");
        Ledger.Gate.SetResult();

        Assert.Equal(14, (await EndOf(first, id)).ReadOutputAs<int>());
        await Eventually(() => Ledger.Running == 0, "all have come to their end");
        Assert.Equal(2, Ledger.CountOf("SquareLater 3"));
        // The first takes no step, so neither is in the other's way.
        Assert.DoesNotContain(Hosts.Logs.Lines, line => line.Contains("another host has written", StringComparison.Ordinal));
        Assert.DoesNotContain(Hosts.Logs.Lines, line => line.Contains("cannot go on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopDriving_WhileActivitiesWaitForASlot_BeginsNoneOfThem()
    {
        var host = await Hosts.StartAsync();
        var slots = 10 * Environment.ProcessorCount;
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", slots + 5);
        await Eventually(() => Ledger.Running == slots, "every slot is taken");

        await host.StopDrivingAsync();
        Ledger.Gate.SetResult();
        await host.StartDrivingAsync();
        await EndOf(host, id);

        // Those that ran, and all of them once more.
        Assert.Equal(slots + slots + 5, Enumerable.Range(1, slots + 5).Sum(number => Ledger.CountOf($"SquareLater {number}")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task StartDriving_AfterAStop_GoesOn(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.Running == 3, "the activities run");
        for (var turn = 2; turn <= 3; turn++)
        {
            await host.StopDrivingAsync();
            await host.StartDrivingAsync();
            await Eventually(() => Ledger.Running == 3 * turn, "they run once more");
        }

        Ledger.Gate.SetResult();

        Assert.Equal(14, (await EndOf(host, id)).ReadOutputAs<int>());
        Assert.Equal(14, await ResultOf<int>(host, "Sum", 3));
    }

    [Fact]
    public async Task Host_ThatDoesNotDrive_OnlyStoresWhatItIsAskedForUntilItDoes()
    {
        var host = await Hosts.StartAsync();
        await host.StopDrivingAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Generations", new List<int>());
        foreach (var number in new[] { 1, 2, 3 })
            await Client(host).RaiseEventAsync(id, "number", number);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client(host).GetInstanceAsync(id))!.RuntimeStatus);

        await host.StartDrivingAsync();

        Assert.Equal("1,4,9", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timers_FireOnlyWhileTheHostDrives()
    {
        var time = new CountingTimeProvider();
        Hosts = new(Azurite) { Time = time };
        var host = await Hosts.StartAsync(functions: [typeof(Minutely)], adjust: options => options with { RunOrchestrations = false });
        for (var turn = 1; turn <= 2; turn++)
        {
            await host.StartDrivingAsync();
            await Eventually(() => time.PendingTimers == 1, "it waits");
            time.Advance(TimeSpan.FromMinutes(5));
            await Eventually(() => Ledger.Lines.Count == turn && time.PendingTimers == 1, "it has run");

            await host.StopDrivingAsync();
            Assert.Equal(0, time.PendingTimers);
            time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(2, Ledger.Lines.Count);
    }
}
