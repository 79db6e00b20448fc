using Serverless.Tuner.EmbeddedHost.Tests.Functions;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class CrashTests(AzuriteFixture azurite) : OrchestrationTest(azurite)
{
    /// <summary>The fault at the moment of the crash: the write never arrives, or arrives and is never answered.</summary>
    public static TheoryData<bool, TransportFault> Crashes => new()
    {
        { false, TransportFault.NotSent },
        { false, TransportFault.AnswerLost },
        { true, TransportFault.NotSent },
        { true, TransportFault.AnswerLost },
    };

    [Theory, MemberData(nameof(Crashes))]
    public async Task Orchestration_WhoseHostDiesAtAnyWrite_GoesOnInTheNext(bool replay, TransportFault fault)
    {
        var crashes = 0;
        for (var write = 1; await CrashesAsync(replay, fault, write); write++)
            crashes++;

        // Three generations with a start, two activities, a timer and an event each.
        Assert.InRange(crashes, 9, 40);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Orchestration_WhoseHostsDieOneAfterTheOther_LosesNothing(bool replay)
    {
        var scheduler = await Hosts.StartAsync(adjust: Dormant);
        var id = await Client(scheduler).ScheduleNewOrchestrationInstanceAsync("Refill", new RefillPlan(30, 4));

        // Each host lives for three writes: the table's, and two steps.
        OrchestrationMetadata? ended = null;
        for (var lives = 0; ended is null; lives++)
        {
            Assert.True(lives < 40, "It does not get on.");
            var (host, crashed) = await StartMortalAsync(replay, TransportFault.AnswerLost, 4);
            if (await Task.WhenAny(crashed, EndOf(host, id)) != crashed)
                ended = await EndOf(scheduler, id);
            await host.AbandonAsync();
        }

        Assert.Equal(Enumerable.Range(1, 30).Select(number => number * number), ended.ReadOutputAs<List<int>>()!.Order());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ActivityWithoutARecordedResult_AfterACrash_RunsAgain(bool replay)
    {
        var first = await Hosts.StartAsync(replay);
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.CountOf("SquareLater 3") == 1, "the activities run");
        await first.AbandonAsync();

        var second = await Hosts.StartAsync(replay);
        await Eventually(() => Ledger.CountOf("SquareLater 3") == 2, "the activities run again");
        Ledger.Gate.SetResult();

        Assert.Equal(14, (await EndOf(second, id)).ReadOutputAs<int>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Stop_WhileActivitiesRun_AsksThemToStopAndLeavesThemToTheNextHost(bool replay)
    {
        var first = await Hosts.StartAsync(replay);
        var id = await Client(first).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.CountOf("SquareLater 3") == 1, "the activities run");

        // Nobody opens the gate: it is the token that ends them.
        await first.StopAsync();
        var second = await Hosts.StartAsync(replay);
        await Eventually(() => Ledger.CountOf("SquareLater 3") == 2, "the activities run again");
        Ledger.Gate.SetResult();

        Assert.Equal(14, (await EndOf(second, id)).ReadOutputAs<int>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task EventsRaisedWhileNothingRuns_AreTakenInAtTheNextStart(bool replay)
    {
        var scheduler = await Hosts.StartAsync(adjust: Dormant);
        var client = Client(scheduler);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Generations", new List<int>());
        foreach (var number in new[] { 1, 2, 3 })
            await client.RaiseEventAsync(id, "number", number);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await client.GetInstanceAsync(id))!.RuntimeStatus);

        var runner = await Hosts.StartAsync(replay);

        Assert.Equal("1,4,9", (await EndOf(runner, id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task TwoHostsOnOneStore_CommitEachStepOnce(bool replay)
    {
        var scheduler = await Hosts.StartAsync(adjust: Dormant);
        var ids = new List<string>();
        for (var number = 0; number < 4; number++)
            ids.Add(await Client(scheduler).ScheduleNewOrchestrationInstanceAsync("Refill", new RefillPlan(15, 3)));

        var hosts = await Task.WhenAll(Hosts.StartAsync(replay), Hosts.StartAsync(replay));

        foreach (var id in ids)
        {
            var results = (await EndOf(hosts[0], id)).ReadOutputAs<List<int>>()!;
            Assert.Equal(Enumerable.Range(1, 15).Select(number => number * number), results.Order());
        }

        Assert.Contains(Hosts.Logs.Lines, line => line.Contains("another host has written step", StringComparison.Ordinal));
        Assert.DoesNotContain(Hosts.Logs.Lines, line => line.Contains("does not repeat its history", StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task HostThatComesTooLate_DoesNotReviveWhatAnotherHasFinished(bool replay)
    {
        var scheduler = await Hosts.StartAsync(adjust: Dormant);
        var id = await Client(scheduler).ScheduleNewOrchestrationInstanceAsync("Sum", 3);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Its first write is the table's, its second one the instance's first step.
        var way = new FlakyHandler();
        way.Hold = write =>
        {
            if (write < 2)
                return Task.CompletedTask;
            held.TrySetResult();
            return release.Task;
        };
        var slow = await Hosts.StartAsync(replay, way: way);
        await held.Task.WaitAsync(Patience);
        var quick = await Hosts.StartAsync(replay);
        Assert.Equal(14, (await EndOf(quick, id)).ReadOutputAs<int>());

        release.SetResult();
        await slow.StopAsync();

        Assert.Equal(2, way.Writes);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Client(quick).GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Single(await Hosts.Table.QueryAsync<Azure.Data.Tables.TableEntity>($"PartitionKey eq '{id}'").ToListAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Storage_ThatFailsNowAndThen_LosesNothingAndDoublesNothing(bool replay)
    {
        // Each kind of fault hits reads and writes alike.
        var requests = 0;
        var way = new FlakyHandler
        {
            Plan = (_, _) => (Interlocked.Increment(ref requests) % 12) switch
            {
                1 => TransportFault.ActionTimedOut,
                3 => TransportFault.Unavailable,
                6 => TransportFault.AnswerLost,
                8 => TransportFault.AnswerBroken,
                10 => TransportFault.NotSent,
                11 => TransportFault.AnswerLate,
                _ => TransportFault.None,
            },
        };
        var host = await Hosts.StartAsync(replay, way: way);
        var client = Client(host);
        var refill = await client.ScheduleNewOrchestrationInstanceAsync("Refill", new RefillPlan(20, 4));
        var generations = await client.ScheduleNewOrchestrationInstanceAsync("Generations", new List<int>());
        foreach (var number in new[] { 5, 6, 7 })
            await client.RaiseEventAsync(generations, "number", number);

        Assert.Equal("25,36,49", (await EndOf(host, generations)).ReadOutputAs<string>());
        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => number * number),
            (await EndOf(host, refill)).ReadOutputAs<List<int>>()!.Order());
        Assert.All(Enumerable.Range(8, 13), number => Assert.Equal(1, Ledger.CountOf($"Square {number}")));
        Assert.DoesNotContain(Hosts.Logs.Lines, line => line.Contains("another host has written", StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Storage_GoneForAWhile_IsWaitedFor(bool replay)
    {
        var gone = false;
        var way = new FlakyHandler { Plan = (_, _) => Volatile.Read(ref gone) ? TransportFault.Unavailable : TransportFault.None };
        var host = await Hosts.StartAsync(replay, way: way);
        var id = await Client(host).ScheduleNewOrchestrationInstanceAsync("Fan", 3);
        await Eventually(() => Ledger.CountOf("SquareLater 3") == 1, "the activities run");

        Volatile.Write(ref gone, true);
        Ledger.Gate.SetResult();
        await Eventually(() => Hosts.Logs.Lines.Any(line => line.Contains("'commit step' failed (attempt 3)", StringComparison.Ordinal)), "it has tried three times");
        Volatile.Write(ref gone, false);

        Assert.Equal(14, (await EndOf(host, id)).ReadOutputAs<int>());
        Assert.Equal(1, Ledger.CountOf("SquareLater 3"));
    }

    private static EmbeddedHostOptions Dormant(EmbeddedHostOptions options) => options with { RunOrchestrations = false };

    /// <summary>False when the instance came to its end before the host's last write.</summary>
    private async Task<bool> CrashesAsync(bool replay, TransportFault fault, int write)
    {
        await using var hosts = Hosts = new(Azurite);
        var scheduler = await hosts.StartAsync(adjust: Dormant);
        var client = Client(scheduler);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Journey", new JourneyStage(0, 0));
        foreach (var number in new[] { 1, 2, 3 })
            await client.RaiseEventAsync(id, "add", number);

        var (mortal, crashed) = await StartMortalAsync(replay, fault, write + 1);
        var crashes = await Task.WhenAny(crashed, EndOf(scheduler, id)) == crashed;
        await mortal.AbandonAsync();
        var heir = await hosts.StartAsync(replay);
        var ended = await EndOf(heir, id);

        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ToString());
        Assert.Equal("45 xxx", ended.ReadOutputAs<string>());
        Assert.Equal("stage 2", ended.ReadCustomStatusAs<string>());
        return crashes;
    }

    private async Task<(EmbeddedFunctionHost Host, Task Crashed)> StartMortalAsync(bool replay, TransportFault fault, int lastWrite)
    {
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var way = new FlakyHandler
        {
            Plan = (_, write) =>
            {
                if (crashed.Task.IsCompleted)
                    return TransportFault.NotSent;
                if (write < lastWrite)
                    return TransportFault.None;
                crashed.TrySetResult();
                return fault;
            },
        };
        return (await Hosts.StartAsync(replay, way: way), crashed.Task);
    }
}
