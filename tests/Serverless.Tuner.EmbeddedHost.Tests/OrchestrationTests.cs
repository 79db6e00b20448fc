using Serverless.Tuner.EmbeddedHost.Tests.Functions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class OrchestrationTests(AzuriteFixture azurite) : OrchestrationTest(azurite)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Activities_OneAfterTheOther_GiveTheirResults(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var sum = await ResultOf<int>(host, "Sum", 5);

        Assert.Equal(55, sum);
        Assert.All(Enumerable.Range(1, 5), number => Assert.Equal(1, Ledger.CountOf($"Square {number}")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task WhenAny_WithRefill_KeepsTheWidthAndLosesNothing(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var results = await ResultOf<List<int>>(host, "Refill", new RefillPlan(25, 4));

        Assert.Equal(Enumerable.Range(1, 25).Select(number => number * number), results!.Order());
        Assert.All(Enumerable.Range(1, 25), number => Assert.Equal(1, Ledger.CountOf($"Square {number}")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Activities_MoreThanTheBound_WaitForTheirTurn(bool replay)
    {
        var hostJson = Path.GetTempFileName();
        await File.WriteAllTextAsync(hostJson, """{"extensions":{"durableTask":{"maxConcurrentActivityFunctions":3}}}""");
        var host = await Hosts.StartAsync(replay, options => options with { HostJsonPath = hostJson });
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 8);
        await Eventually(() => Ledger.MostAtOnce == 3, "three activities run");

        Ledger.Gate.SetResult();
        var ended = await EndOf(host, id);

        Assert.Equal(204, ended.ReadOutputAs<int>());
        Assert.Equal(3, Ledger.MostAtOnce);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Retry_ByPolicy_WaitsLongerEachTime(bool replay)
    {
        var time = new CountingTimeProvider();
        Hosts = new(Azurite) { Time = time };
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Retrying", new Flaky("third", 4), new StartOrchestrationOptions("r"));

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

    [Theory, InlineData(false), InlineData(true)]
    public async Task Retry_PolicyExhausted_FailsTheInstanceWithTheCause(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Failing"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("attempt 1 failed", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Retry_ByHandler_AsksItEachTime(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        Assert.Equal("attempt 3", await ResultOf<string>(host, "Handling", new Flaky("handled", 3)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task FailedActivity_Caught_CarriesItsDetails(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var caught = await ResultOf<string>(host, "Catching");

        Assert.Equal("FailsUntil System.TimeoutException attempt 1 failed the cable", caught);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Timer_FiresWhenItIsDueAndNotBefore(bool replay)
    {
        var time = new CountingTimeProvider();
        Hosts = new(Azurite) { Time = time };
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Sleeping");
        await Eventually(() => time.PendingTimers == 1, "the timer is armed");

        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client(host).GetInstanceAsync(id))!.RuntimeStatus);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("2:00:00", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task WaitForEvent_WithTimeout_EndsWithWhatComesFirst(bool replay, bool raised)
    {
        var time = new CountingTimeProvider();
        Hosts = new(Azurite) { Time = time };
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Racing");
        await Eventually(() => time.PendingTimers == 1, "the timer is armed");

        if (raised)
            await Client(host).RaiseEventAsync(id, "GO", "in time");
        else
            time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(raised ? "in time" : "too late", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Events_BeforeAndAfterTheWait_AreTakenInOrder(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Listening");

        await client.RaiseEventAsync(id, "late", "three");
        await client.RaiseEventAsync(id, "Word", "one");
        await client.RaiseEventAsync(id, "WORD", "two");
        await client.RaiseEventAsync(id, "done");

        Assert.Equal("one two three", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ContinueAsNew_CarriesUnprocessedEventsAndDropsOldRows(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Generations", new List<int>());

        foreach (var number in new[] { 2, 3, 4 })
            await client.RaiseEventAsync(id, "number", number);

        Assert.Equal("4,9,16", (await EndOf(host, id)).ReadOutputAs<string>());
        Assert.Equal(["instance"], await RowsOf(id));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ContinueAsNew_WithoutPreserving_DropsUnprocessedEvents(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Forgetful");
        await client.RaiseEventAsync(id, "number", 1);
        await Eventually(async () => !(await RowsOf(id)).Exists(key => key.StartsWith("inbox", StringComparison.Ordinal)), "the first number is taken in");
        await client.RaiseEventAsync(id, "go");
        await Eventually(async () => (await RowsOf(id)).Contains("event|000001|0000000001"), "the second generation has begun");

        await client.RaiseEventAsync(id, "number", 2);

        Assert.Equal(2, (await EndOf(host, id)).ReadOutputAs<int>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task SubOrchestrations_GiveTheirResultsAndFailures(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        Assert.Equal("5+14 Failing", await ResultOf<string>(host, "Parent"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task SendEvent_ReachesAnotherInstance(bool replay)
    {
        var host = await Hosts.StartAsync(replay);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Racing");

        await ResultOf<object>(host, "Telling", id);

        Assert.Equal("from a friend", (await EndOf(host, id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Inputs_AndIdentifiers_AreStable(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var first = (await ResultOf<string>(host, "Named", "input"))!.Split(' ');

        Assert.Equal("input", first[0]);
        Assert.NotEqual(first[1], first[2]);
    }

    [Fact]
    public async Task ReplaySafeLogger_UnderReplayAtEveryStep_WritesEachLineOnce()
    {
        var host = await Hosts.StartAsync(replay: true);

        await ResultOf<object>(host, "Logging");

        Assert.Equal(["toy: line 0", "toy: line 1", "toy: line 2"], Hosts.Logs.Lines.Where(line => line.StartsWith("toy", StringComparison.Ordinal)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Texts_LongerThanAProperty_SurviveTheStore(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        Assert.Equal(150_000, (await ResultOf<string>(host, "Large", 150_000))!.Length);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Texts_LongerThanARow_FailTheInstanceAndSayWhy(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Large", 600_000));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("more than a row of the history takes", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Orchestrator_AwaitingSomethingNotDurable_Fails(bool replay)
    {
        var host = await Hosts.StartAsync(replay);

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Impatient"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("Only those are durable", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_NotDeterministic_IsCaughtByReplay()
    {
        var host = await Hosts.StartAsync(replay: true);

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Fickle"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("activity 'Square' with 101, it now asks for #1 activity 'Square' with 102", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_NotDeterministic_IsCaughtAfterARestart()
    {
        var first = await Hosts.StartAsync();
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Fickle");
        await Eventually(() => Ledger.CountOf("SquareLater 1") == 1, "it waits for its second activity");
        await first.AbandonAsync();

        var second = await Hosts.StartAsync();
        var ended = await EndOf(second, id);

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Orchestrator_Unknown_Fails()
    {
        var host = await Hosts.StartAsync();

        var ended = await EndOf(host, await Client(host).ScheduleNewOrchestrationInstanceAsync("Nobody"));

        Assert.Contains("no orchestrator function named 'Nobody'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private async Task<List<string>> RowsOf(string instanceId)
    {
        var keys = new List<string>();
        await foreach (var row in Hosts.Table.QueryAsync<Azure.Data.Tables.TableEntity>($"PartitionKey eq '{instanceId}'"))
            keys.Add(row.RowKey);
        return keys;
    }
}
