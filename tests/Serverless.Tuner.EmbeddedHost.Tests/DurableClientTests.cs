using DurableTask.Core.Exceptions;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class DurableClientTests(AzuriteFixture azurite) : OrchestrationTest(azurite)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Schedule_AnIdThatRuns_Throws(bool replay)
    {
        var client = Client(await Hosts.StartAsync(replay));
        await client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("same"));

        var again = () => client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("same"));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(again);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Schedule_AnIdThatHasFinished_ReplacesIt(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var client = Client(host);
        foreach (var number in new[] { 1, 2, 3 })
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Sum", number, new StartOrchestrationOptions("same"));
            await EndOf(host, "same");
        }

        Assert.Equal(14, (await EndOf(host, "same")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Schedule_AnIdThatIsADuplicateInItsStatus_Throws()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        await client.ScheduleNewOrchestrationInstanceAsync("Sum", 1, new StartOrchestrationOptions("same"));
        await EndOf(host, "same");

        var options = new StartOrchestrationOptions("same").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => client.ScheduleNewOrchestrationInstanceAsync("Sum", 1, options));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Schedule_WithoutDuplicates_TerminatesAndReplacesWhatRuns(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var client = Client(host);
        await client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("same"));
        await client.WaitForInstanceStartAsync("same");

        await client.ScheduleNewOrchestrationInstanceAsync("Sum", 2, new StartOrchestrationOptions("same") { DedupeStatuses = [] });

        Assert.Equal(5, (await EndOf(host, "same")).ReadOutputAs<int>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Schedule_ForLater_StartsThen(bool replay)
    {
        var time = new CountingTimeProvider();
        Hosts = new(Azurite) { Time = time };
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync(
            "Sum", 2, new StartOrchestrationOptions(StartAt: time.GetUtcNow().AddDays(60)));
        await Eventually(() => time.PendingTimers == 1, "the start is armed");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client(host).GetInstanceAsync(id))!.RuntimeStatus);

        time.Advance(TimeSpan.FromDays(60));

        Assert.Equal(5, (await EndOf(host, id)).ReadOutputAs<int>());
    }

    [Theory, InlineData("a/b"), InlineData("a#b"), InlineData("a?b"), InlineData("a\\b"), InlineData("a\nb")]
    public async Task Schedule_AnIdThatIsNoKey_Throws(string id)
    {
        var client = Client(await Hosts.StartAsync());

        await Assert.ThrowsAsync<ArgumentException>(() => client.ScheduleNewOrchestrationInstanceAsync("Sum", 1, new StartOrchestrationOptions(id)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Terminate_EndsTheInstanceWithItsOutput(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Racing");
        await client.WaitForInstanceStartAsync(id);

        await client.TerminateInstanceAsync(id, "enough");
        var ended = await EndOf(host, id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Suspend_HoldsEventsUntilResume_AndOverARestart(bool replay)
    {
        var first = await Hosts.StartAsync(replay);
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Racing");
        await Client(first).WaitForInstanceStartAsync(id);
        await Client(first).SuspendInstanceAsync(id);
        await Eventually(() => IsAsync(first, id, OrchestrationRuntimeStatus.Suspended), "it is suspended");
        await Client(first).RaiseEventAsync(id, "go", "held");
        await first.StopAsync();

        var second = await Hosts.StartAsync(replay);
        Assert.True(await IsAsync(second, id, OrchestrationRuntimeStatus.Suspended));
        await Client(second).ResumeInstanceAsync(id);

        Assert.Equal("held", (await EndOf(second, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_TakesFinishedInstancesOnly()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        await ResultOf<int>(host, "Sum", 2);
        var finished = await client.ScheduleNewOrchestrationInstanceAsync("Sum", 1);
        await EndOf(host, finished);
        var running = await client.ScheduleNewOrchestrationInstanceAsync("Racing");

        Assert.Equal(1, (await client.PurgeInstanceAsync(finished)).PurgedInstanceCount);
        Assert.Equal(0, (await client.PurgeInstanceAsync(finished)).PurgedInstanceCount);
        Assert.Equal(0, (await client.PurgeInstanceAsync(running)).PurgedInstanceCount);
        Assert.Null(await client.GetInstanceAsync(finished));
        Assert.Equal(1, (await client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
        Assert.NotNull(await client.GetInstanceAsync(running));
    }

    [Fact]
    public async Task RaiseEvent_ToNobody_IsDiscarded()
    {
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Sum", 1);
        await EndOf(host, id);

        await Client(host).RaiseEventAsync(id, "late", 1);
        await Client(host).RaiseEventAsync("nobody", "late", 1);

        Assert.Null(await Client(host).GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task GetAllInstances_FiltersAndPages()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        for (var number = 0; number < 7; number++)
            await client.ScheduleNewOrchestrationInstanceAsync("Sum", number, new StartOrchestrationOptions($"sum-{number}"));
        await client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("race"));
        for (var number = 0; number < 7; number++)
            await EndOf(host, $"sum-{number}");
        await client.WaitForInstanceStartAsync("race");

        var completed = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "sum-", FetchInputsAndOutputs: true);
        var outputs = new List<int>();
        await foreach (var instance in client.GetAllInstancesAsync(completed))
            outputs.Add(instance.ReadOutputAs<int>());
        var pages = new List<int>();
        await foreach (var page in client.GetAllInstancesAsync().AsPages(pageSizeHint: 3))
            pages.Add(page.Values.Count);

        Assert.Equal([0, 1, 5, 14, 30, 55, 91], outputs);
        Assert.Equal([3, 3, 2], pages);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task LongHistory_IsSweptWhenTheInstanceEnds(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Refill", new RefillPlan(150, 1));
        await EndOf(host, id);

        await Eventually(async () => await RowsAsync(id) == 1, "only the instance's row is left");
        await Eventually(
            async () => (await Hosts.Table.GetEntityAsync<Azure.Data.Tables.TableEntity>(id, "instance")).Value.GetBoolean("Residue") == false,
            "the row says so");
    }

    private static async Task<bool> IsAsync(EmbeddedFunctionHost host, string id, OrchestrationRuntimeStatus status)
        => (await Client(host).GetInstanceAsync(id))!.RuntimeStatus == status;

    private async Task<int> RowsAsync(string id)
    {
        var count = 0;
        await foreach (var _ in Hosts.Table.QueryAsync<Azure.Data.Tables.TableEntity>($"PartitionKey eq '{id}'"))
            count++;
        return count;
    }
}
