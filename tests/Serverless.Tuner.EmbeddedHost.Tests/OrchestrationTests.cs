using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>What orchestrations do wherever their instances live.</summary>
public abstract class OrchestrationTests : OrchestrationTest
{
    [Fact]
    public async Task Activities_OneAfterTheOther_GiveTheirResults()
    {
        var host = await Hosts.StartAsync();

        var sum = await ResultOf<int>(host, "Sum", 5);

        Assert.Equal(55, sum);
        Assert.All(Enumerable.Range(1, 5), number => Assert.Equal(1, Ledger.CountOf($"Square {number}")));
    }

    [Fact]
    public async Task WhenAny_WithRefill_KeepsTheWidthAndLosesNothing()
    {
        var host = await Hosts.StartAsync();

        var results = await ResultOf<List<int>>(host, "Refill", new RefillPlan(25, 4));

        Assert.Equal(Enumerable.Range(1, 25).Select(number => number * number), results!.Order());
        Assert.All(Enumerable.Range(1, 25), number => Assert.Equal(1, Ledger.CountOf($"Square {number}")));
    }

    [Fact]
    public async Task Activities_MoreThanTheBound_WaitForTheirTurn()
    {
        using var hostJson = new TemporaryFile("""{"extensions":{"durableTask":{"maxConcurrentActivityFunctions":3}}}""");
        var host = await Hosts.StartAsync(options => options with { HostJsonPath = hostJson.Path });
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 8);
        await Eventually(() => Ledger.MostAtOnce == 3, "three activities run");

        Ledger.Gate.SetResult();
        var ended = await EndOf(host, id);

        Assert.Equal(204, ended.ReadOutputAs<int>());
        Assert.Equal(3, Ledger.MostAtOnce);
    }

    [Fact]
    public async Task Retry_PolicyExhausted_FailsTheInstanceWithTheCause()
    {
        var host = await Hosts.StartAsync();

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Failing"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(Microsoft.DurableTask.TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("attempt 1 failed", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_ByHandler_AsksItEachTime()
    {
        var host = await Hosts.StartAsync();

        Assert.Equal("attempt 3", await ResultOf<string>(host, "Handling", new Flaky("handled", 3)));
    }

    [Fact]
    public async Task FailedActivity_Caught_CarriesItsDetails()
    {
        var host = await Hosts.StartAsync();

        var caught = await ResultOf<string>(host, "Catching");

        Assert.Equal("FailsUntil System.TimeoutException attempt 1 failed the cable", caught);
    }

    [Fact]
    public async Task Events_BeforeAndAfterTheWait_AreTakenInOrder()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Listening");

        await client.RaiseEventAsync(id, "late", "three");
        await client.RaiseEventAsync(id, "Word", "one");
        await client.RaiseEventAsync(id, "WORD", "two");
        await client.RaiseEventAsync(id, "done");

        Assert.Equal("one two three", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_CarriesUnprocessedEvents()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Generations", new List<int>());

        foreach (var number in new[] { 2, 3, 4 })
            await client.RaiseEventAsync(id, "number", number);

        Assert.Equal("4,9,16", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsUnprocessedEvents()
    {
        var host = await Hosts.StartAsync();
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Forgetful");
        await client.RaiseEventAsync(id, "number", 1);
        await Eventually(() => HasArrived<EventRaisedEvent>(raised => raised.Name == "number"), "the first number is taken in");
        await client.RaiseEventAsync(id, "go");
        await Eventually(
            () => HasArrived<ExecutionStartedEvent>(started => started.Input == "\"second\""), "the second generation has begun");

        await client.RaiseEventAsync(id, "number", 2);

        Assert.Equal(2, (await EndOf(host, id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task SubOrchestrations_GiveTheirResultsAndFailures()
    {
        var host = await Hosts.StartAsync();

        Assert.Equal("5+14 Failing", await ResultOf<string>(host, "Parent"));
    }

    [Fact]
    public async Task SendEvent_ReachesAnotherInstance()
    {
        var host = await Hosts.StartAsync();
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Racing");
        // An event for an instance that is not known yet is dropped.
        await Client(host).WaitForInstanceStartAsync(id);

        await ResultOf<object>(host, "Telling", id);

        Assert.Equal("from a friend", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Inputs_AndIdentifiers_AreStable()
    {
        var host = await Hosts.StartAsync();

        var first = (await ResultOf<string>(host, "Named", "input"))!.Split(' ');

        Assert.Equal("input", first[0]);
        Assert.NotEqual(first[1], first[2]);
    }

    [Fact]
    public async Task ReplaySafeLogger_WritesEachLineOnce()
    {
        var host = await Hosts.StartAsync();

        await ResultOf<object>(host, "Logging");

        Assert.Equal(
            ["toy: line 0", "toy: line 1", "toy: line 2"],
            Hosts.Logs.Lines.Where(line => line.StartsWith("toy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Texts_Long_ArriveWhole()
    {
        var host = await Hosts.StartAsync();

        Assert.Equal(150_000, (await ResultOf<string>(host, "Large", 150_000))!.Length);
    }

    [Fact]
    public async Task Orchestrator_AwaitingSomethingNotDurable_Fails()
    {
        var host = await Hosts.StartAsync();

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Impatient"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("Only those are durable", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_Unknown_Fails()
    {
        var host = await Hosts.StartAsync();

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Nobody"));

        Assert.Contains("no orchestrator function named 'Nobody'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private bool HasArrived<T>(Func<T, bool> wanted)
        where T : HistoryEvent => Hosts.Steps.Any(step => step.Arrived.OfType<T>().Any(wanted));
}

/// <summary>What they do where each step runs the orchestrator from its start.</summary>
public abstract class ReplayedOrchestrationTests : OrchestrationTests
{
    [Fact]
    public async Task Orchestrator_NotDeterministic_IsCaughtByReplay()
    {
        var host = await Hosts.StartAsync();

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Fickle"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("'Square'", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(Hosts.Logs.Lines, line => line.Contains("does not repeat its history", StringComparison.Ordinal));
    }
}

/// <summary>In the memory of the host.</summary>
public sealed class InMemoryOrchestrationTests : OrchestrationTests;

/// <summary>In the memory of the host, each step from the orchestrator's start.</summary>
public sealed class ReplayedInMemoryOrchestrationTests : ReplayedOrchestrationTests
{
    public ReplayedInMemoryOrchestrationTests() => Hosts = new() { ReplayEveryStep = true };
}

/// <summary>In Azure Storage.</summary>
public sealed class AzureStorageOrchestrationTests : ReplayedOrchestrationTests, IClassFixture<StorageFixture>
{
    public AzureStorageOrchestrationTests(StorageFixture storage) => Hosts = new() { Hub = storage.NewHub() };
}
