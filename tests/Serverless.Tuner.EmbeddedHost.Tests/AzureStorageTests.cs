using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>Hosts that share a task hub in Azure Storage, and what its client promises like the one in memory.</summary>
public sealed class AzureStorageTests : OrchestrationTest, IClassFixture<StorageFixture>
{
    private readonly StorageFixture _storage;

    public AzureStorageTests(StorageFixture storage)
    {
        _storage = storage;
        Hosts = new() { Hub = storage.NewHub() };
    }

    [Fact]
    public async Task TwoHosts_ShareTheActivitiesOfOneOrchestration()
    {
        using var hostJson = new TemporaryFile("""{"extensions":{"durableTask":{"maxConcurrentActivityFunctions":2}}}""");
        var first = await Hosts.StartAsync(options => options with { HostJsonPath = hostJson.Path });
        await Hosts.StartAsync(options => options with { HostJsonPath = hostJson.Path });

        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Fan", 4);

        // Neither of them runs more than two at a time.
        await Eventually(() => Ledger.Running == 4, "both work");
        Ledger.Gate.SetResult();
        Assert.Equal(30, (await EndOf(first, id)).ReadOutputAs<int>());
        Assert.All(Enumerable.Range(1, 4), number => Assert.Equal(1, Ledger.CountOf($"SquareLater {number}")));
    }

    [Fact]
    public async Task RestoreOrchestrations_AfterTheStorageLostItsQueues_RunsNewInstances()
    {
        Ledger.Gate.SetResult();
        var host = await Hosts.StartAsync();
        Assert.Equal(30, (await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 4))).ReadOutputAs<int>());
        await _storage.LoseAsync(Hosts.Hub!);

        await host.RestoreOrchestrationsAsync();

        Assert.Equal(30, (await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 4))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task NextHost_AfterAStop_GoesOnWithWhatTheFirstBegan()
    {
        SkipUnlessLong();
        var first = await Hosts.StartAsync();
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Generations", new List<int>());
        await Client(first).RaiseEventAsync(id, "number", 2);
        await Eventually(() => Ledger.CountOf("Square 2") == 1, "the first number is squared");
        await first.StopAsync();

        var second = await Hosts.StartAsync();
        await Client(second).RaiseEventAsync(id, "number", 3);
        await Client(second).RaiseEventAsync(id, "number", 4);

        Assert.Equal("4,9,16", (await EndOf(second, id)).ReadOutputAs<string>());
        Assert.Equal(1, Ledger.CountOf("Square 2"));
    }

    [Fact]
    public async Task Host_ThatDrivesAgain_GoesOnWithWhatItBegan()
    {
        SkipUnlessLong();
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Racing");
        await Client(host).WaitForInstanceStartAsync(id);

        await host.StopDrivingAsync();
        await Client(host).RaiseEventAsync(id, "go", "meanwhile");
        await host.StartDrivingAsync();

        Assert.Equal("meanwhile", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true;TableEndpoint=http://127.0.0.1:10002/devstoreaccount1", "QueueEndpoint and no BlobEndpoint")]
    [InlineData("AccountName=a;AccountKey=AAAA;tableendpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:2/a", "BlobEndpoint")]
    public void Create_StorageWithoutAllServices_SaysWhichAreMissing(string connection, string missing)
    {
        var options = new EmbeddedHostOptions { FunctionAssemblies = [], AzureStorage = new(connection, "Hub") };

        var error = Assert.Throws<ArgumentException>(() => EmbeddedFunctionHost.Create(options, (_, _) => { }));

        Assert.Contains($"it has no {missing};", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCompletion_OfNobody_Throws()
    {
        var host = await Hosts.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => EndOf(host, "nobody"));
    }

    // What the host that stops was just doing, the next one sees after a minute.
    private static void SkipUnlessLong() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUNER_LONG") == "1", "takes a minute: --long");
}
