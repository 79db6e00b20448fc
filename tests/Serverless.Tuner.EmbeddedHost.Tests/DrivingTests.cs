using System.Diagnostics;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>A host that serves begins to drive, stops, and begins again; what lives in memory ends with each stop.</summary>
public sealed class DrivingTests : OrchestrationTest
{
    [Fact]
    public async Task StopDriving_WhileActivitiesRun_ForgetsTheInstanceAndLetsThemComeToTheirEnd()
    {
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        var waiting = EndOf(host, id);
        await Eventually(() => Ledger.Running == 3, "the activities run");

        await host.StopDrivingAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Null(await Client(host).GetInstanceAsync(id));
        Assert.Equal(3, Ledger.Running);
        Ledger.Gate.SetResult();
        await Eventually(() => Ledger.Running == 0, "all have come to their end");
    }

    [Fact]
    public async Task StopDriving_WhileActivitiesWaitForASlot_BeginsNoneOfThem()
    {
        var host = await Hosts.StartAsync();
        var slots = 10 * Environment.ProcessorCount;
        await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", slots + 5);
        await Eventually(() => Ledger.Running == slots, "every slot is taken");

        await host.StopDrivingAsync();
        Ledger.Gate.SetResult();
        await Eventually(() => Ledger.Running == 0, "those that ran have come to their end");
        await host.StartDrivingAsync();

        Assert.Equal(14, await ResultOf<int>(host, "Sum", 3));
        Assert.Equal(slots, Enumerable.Range(1, slots + 5).Sum(number => Ledger.CountOf($"SquareLater {number}")));
    }

    [Fact]
    public async Task StartDriving_AfterAStop_RunsWhatIsScheduledSinceAndNothingElse()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        for (var turn = 1; turn <= 3; turn++)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Fan", 3, new StartOrchestrationOptions("fan"));
            await Eventually(() => Ledger.Running == 3 * turn, "the activities run");
            await host.StopDrivingAsync();
            await host.StartDrivingAsync();
        }

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Fan", 2, new StartOrchestrationOptions("fan"));
        await Eventually(() => Ledger.Running == 11, "the last ones run, too");
        Ledger.Gate.SetResult();

        // What the earlier ones answer is not taken for the answers to this one's calls.
        Assert.Equal(5, (await EndOf(host, id)).ReadOutputAs<int>());
        Assert.Equal(4, Ledger.CountOf("SquareLater 1"));
        Assert.Equal(3, Ledger.CountOf("SquareLater 3"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Host_ThatDoesNotDrive_KeepsWhatItIsAskedForUntilItDoes(bool hasDriven)
    {
        var host = await Hosts.StartAsync(options => options with { RunOrchestrations = hasDriven });
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
        Hosts = new() { Time = time };
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

    [Fact]
    public async Task Timers_OfInstancesThatAreForgotten_AreDisarmed()
    {
        var time = new CountingTimeProvider();
        Hosts = new() { Time = time };
        var host = await Hosts.StartAsync();
        await Client(host).ScheduleNewOrchestrationInstanceAsync("Sleeping");
        await Client(host)
            .ScheduleNewOrchestrationInstanceAsync("Sum", 2, new StartOrchestrationOptions(StartAt: time.GetUtcNow().AddDays(60)));
        await Eventually(() => time.PendingTimers == 2, "a timer and a start are armed");

        await host.StopDrivingAsync();

        Assert.Equal(0, time.PendingTimers);
    }

    [Fact]
    public async Task Stop_WhileActivitiesRun_AsksThemToStopAndWaitsForThem()
    {
        var host = await Hosts.StartAsync();
        await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.Running == 3, "the activities run");

        // Nobody opens the gate: it is the token that ends them.
        await host.StopAsync();

        Assert.Equal(0, Ledger.Running);
        Assert.Equal(1, Ledger.CountOf("SquareLater 3"));
    }

    [Fact]
    public async Task Stop_ActivityThatIgnoresItsToken_IsWaitedForNoLongerThanTheOptionsSay()
    {
        var host = await Hosts.StartAsync(options => options with { StopTimeout = TimeSpan.FromMilliseconds(300) });
        await Client(host).ScheduleNewOrchestrationInstanceAsync("Refill", new RefillPlan(1, 1, "Deaf"));
        await Eventually(() => Ledger.Running == 1, "the activity runs");
        var watch = Stopwatch.StartNew();

        await host.StopAsync();

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(290), $"It waited {watch.Elapsed} only.");
        Assert.Equal(1, Ledger.Running);
    }

    [Fact]
    public async Task NextHost_AfterACrash_KnowsNothingOfWhatRan()
    {
        var first = await Hosts.StartAsync();
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.Running == 3, "the activities run");
        await first.AbandonAsync();

        var second = await Hosts.StartAsync();

        Assert.Null(await Client(second).GetInstanceAsync(id));
        Assert.Equal(14, await ResultOf<int>(second, "Sum", 3));
    }
}
