using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>What the client does wherever instances live.</summary>
public abstract class DurableClientTests : OrchestrationTest
{
    [Fact]
    public async Task Schedule_AnIdThatRuns_Throws()
    {
        var client = Client(await Hosts.StartAsync());
        await client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("same"));

        var again = () => client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("same"));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(again);
    }

    [Fact]
    public async Task Schedule_AnIdThatHasFinished_ReplacesIt()
    {
        var host = await Hosts.StartAsync();
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

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => client.ScheduleNewOrchestrationInstanceAsync("Sum", 1, options));
    }

    [Fact]
    public async Task Schedule_WithoutDuplicates_TerminatesAndReplacesWhatRuns()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        await client.ScheduleNewOrchestrationInstanceAsync("Racing", new StartOrchestrationOptions("same"));
        await client.WaitForInstanceStartAsync("same");

        await client.ScheduleNewOrchestrationInstanceAsync("Sum", 2, new StartOrchestrationOptions("same") { DedupeStatuses = [] });

        Assert.Equal(5, (await EndOf(host, "same")).ReadOutputAs<int>());
    }

    [Theory, InlineData("a/b"), InlineData("a#b"), InlineData("a?b"), InlineData("a\\b"), InlineData("a\nb")]
    public async Task Schedule_AnIdThatIsNoKey_Throws(string id)
    {
        var client = Client(await Hosts.StartAsync());

        await Assert.ThrowsAsync<ArgumentException>(
            () => client.ScheduleNewOrchestrationInstanceAsync("Sum", 1, new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Terminate_EndsTheInstanceWithItsOutput()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Racing");
        await client.WaitForInstanceStartAsync(id);

        await client.TerminateInstanceAsync(id, "enough");
        var ended = await EndOf(host, id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_HoldsEventsUntilResume()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Racing");
        await client.WaitForInstanceStartAsync(id);
        await client.SuspendInstanceAsync(id);
        await Eventually(() => IsAsync(host, id, OrchestrationRuntimeStatus.Suspended), "it is suspended");
        await client.RaiseEventAsync(id, "go", "held");
        await Eventually(() => Hosts.Steps.Any(step => step.Arrived.Any(e => e is EventRaisedEvent)), "the event has come");
        Assert.True(await IsAsync(host, id, OrchestrationRuntimeStatus.Suspended));

        await client.ResumeInstanceAsync(id);

        Assert.Equal("held", (await EndOf(host, id)).ReadOutputAs<string>());
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

        var completed =
            new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "sum-", FetchInputsAndOutputs: true);
        var outputs = new List<int>();
        await foreach (var instance in client.GetAllInstancesAsync(completed))
            outputs.Add(instance.ReadOutputAs<int>());
        var pages = new List<int>();
        await foreach (var page in client.GetAllInstancesAsync().AsPages(pageSizeHint: 3))
            pages.Add(page.Values.Count);

        Assert.Equal([0, 1, 5, 14, 30, 55, 91], outputs);
        Assert.Equal([3, 3, 2], pages);
    }

    private static async Task<bool> IsAsync(EmbeddedFunctionHost host, string id, OrchestrationRuntimeStatus status) =>
        (await Client(host).GetInstanceAsync(id))!.RuntimeStatus == status;
}

/// <summary>In the memory of the host.</summary>
public sealed class InMemoryDurableClientTests : DurableClientTests;

/// <summary>In Azure Storage.</summary>
public sealed class AzureStorageDurableClientTests : DurableClientTests, IClassFixture<StorageFixture>
{
    public AzureStorageDurableClientTests(StorageFixture storage) => Hosts = new() { Hub = storage.NewHub() };
}
