using Microsoft.AspNetCore.Http;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Client.Tests;

public sealed class TunerWorkerTests
{
    private static readonly TimeSpan s_third = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Run_SeveralAtOnce_EvaluatesEveryTrialOnce()
    {
        var study = new FakeStudy(trials: 20);
        await using var server = await study.ServeAsync();
        var (now, most) = (0, 0);
        var full = new TaskCompletionSource();
        var ended = new System.Collections.Concurrent.ConcurrentQueue<EndedTrial>();

        var summary = await server.Client.OptimizeAsync(
            "s",
            async trial =>
            {
                var running = Interlocked.Increment(ref now);
                InterlockedMax(ref most, running);
                if (running == 4) full.TrySetResult();
                // Four at once, or it never goes on.
                await full.Task.WaitAsync(TimeSpan.FromSeconds(30));
                Interlocked.Decrement(ref now);
                trial.SetAttribute("host", "h1");
                return TrialResult.Of(trial["x"].AsDouble()) with { Metrics = new Dictionary<string, double> { ["m"] = 2 } };
            },
            new() { Concurrency = 4, OnEnded = ended.Enqueue, Name = "w1" });

        Assert.Equal(new WorkerSummary(20, 0, 0, 0), summary);
        Assert.Equal(4, most);
        Assert.Equal(Enumerable.Range(0, 20), study.Told.Keys.Order());
        Assert.Equal(
            """{"lease":"lease 6","values":[1.5],"metrics":{"m":2},"attributes":{"host":"h1"}}""", study.Told[6].GetRawText());
        Assert.Equal(Enumerable.Range(0, 20), ended.Select(trial => trial.Number).Order());
        Assert.Contains("""{"count":1,"worker":"w1","leaseSeconds":60}""", server.Requests.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MaxTrials_TakesNoMore()
    {
        var study = new FakeStudy(trials: 20);
        await using var server = await study.ServeAsync();

        var summary = await server.Client.OptimizeAsync(
            "s", _ => Task.FromResult<TrialResult>(1), new() { MaxTrials = 3, Concurrency = 2 });

        Assert.Equal(3, summary.All);
        Assert.Equal(3, study.CountOf("suggest"));
    }

    [Fact]
    public async Task Run_NothingIsFree_AsksAgainWhenTheServerSays()
    {
        var clock = new CountingTimeProvider();
        var asked = 0;
        var study = new FakeStudy(trials: 1)
        {
            Instead = (call, request) =>
            {
                if (call != "suggest" || asked++ > 0) return null;
                request.HttpContext.Response.Headers.RetryAfter = "7";
                return Results.Json(new SuggestView { Trials = [] }, TunerJson.Options);
            },
        };
        await using var server = await study.ServeAsync();

        var run = server.Client.OptimizeAsync("s", _ => Task.FromResult<TrialResult>(1), new() { Time = clock });
        await Eventually.TrueAsync(() => clock.PendingTimers == 1, "it waits");
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, study.CountOf("suggest"));
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(1, (await run).Complete);
    }

    [Fact]
    public async Task Objective_TakesLong_ItsLeaseIsKeptAliveUntilItIsTold()
    {
        var clock = new CountingTimeProvider();
        var study = new FakeStudy(trials: 1);
        await using var server = await study.ServeAsync();
        var end = new TaskCompletionSource<TrialResult>();

        var run = server.Client.OptimizeAsync("s", _ => end.Task, new() { Time = clock });
        for (var beats = 0; beats < 3; beats++)
        {
            await Eventually.TrueAsync(() => clock.PendingTimers == 1 && study.CountOf("0 heartbeat") == beats, $"{beats} beats");
            clock.Advance(s_third);
        }

        await Eventually.TrueAsync(() => study.CountOf("0 heartbeat") == 3, "a third beat");
        end.SetResult(1);
        await run;
        Assert.Equal(0, clock.PendingTimers);
        Assert.Equal(3, study.CountOf("0 heartbeat"));
    }

    [Fact]
    public async Task Objective_Reports_NeedsNoHeartbeatMeanwhile()
    {
        var clock = new CountingTimeProvider();
        var study = new FakeStudy(trials: 1);
        await using var server = await study.ServeAsync();
        var waits = new TaskCompletionSource();
        var reported = new TaskCompletionSource();
        var end = new TaskCompletionSource<TrialResult>();

        var run = server.Client.OptimizeAsync(
            "s",
            async trial =>
            {
                await waits.Task;
                Assert.True(await trial.ReportAsync(1, 0.5));
                reported.SetResult();
                return await end.Task;
            },
            new() { Time = clock });
        await Eventually.TrueAsync(() => clock.PendingTimers == 1, "it has the trial");
        clock.Advance(s_third / 2);
        waits.SetResult();
        await reported.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(server.Requests, asked => asked.Contains("""[{"step":1,"value":0.5}]""", StringComparison.Ordinal));
        clock.Advance(s_third / 2);
        await Eventually.TrueAsync(() => clock.PendingTimers == 1, "it waits on");
        Assert.Equal(0, study.CountOf("0 heartbeat"));
        end.SetResult(1);
        await run;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trial_IsPrunedByTheServer_EndsWithoutBeingTold(bool byReport)
    {
        var clock = new CountingTimeProvider();
        var study = new FakeStudy(trials: 1) { GoOn = new GoOnView(Prune: true, "pruner: median at step 3") };
        await using var server = await study.ServeAsync();
        EndedTrial? ended = null;

        var run = server.Client.OptimizeAsync(
            "s",
            async trial =>
            {
                if (byReport) Assert.False(await trial.ReportAsync(3, 1));
                else await Task.Delay(Timeout.InfiniteTimeSpan, trial.Over);
                // And again: nothing more is asked.
                Assert.False(await trial.ReportAsync(4, 1));
                return 1;
            },
            new() { Time = clock, OnEnded = trial => ended = trial });
        await Eventually.TrueAsync(() => byReport || clock.PendingTimers == 1, "it waits");
        if (!byReport) clock.Advance(s_third);

        Assert.Equal(new WorkerSummary(0, 1, 0, 0), await run);
        Assert.Equal(new EndedTrial(0, TrialState.Pruned, "pruner: median at step 3"), ended);
        Assert.Empty(study.Told);
        Assert.Equal(byReport ? 1 : 0, study.CountOf("0 report"));
    }

    [Theory]
    [InlineData("0 report")]
    [InlineData("0 complete")]
    public async Task Trial_IsAnothersByNow_IsLostAndTheWorkerGoesOn(string when)
    {
        var study = new FakeStudy(trials: 2)
        {
            Instead = (call, _) => call == when ? FakeStudy.Problem(ProblemKind.LeaseLost) : null,
        };
        await using var server = await study.ServeAsync();

        var summary = await server.Client.OptimizeAsync("s", async trial => await trial.ReportAsync(0, 1) ? 1 : 2);

        Assert.Equal(new WorkerSummary(1, 0, 0, 1), summary);
        Assert.Equal([1], study.Told.Keys);
    }

    [Fact]
    public async Task Objective_ThrowsOrHasNoNumber_TheAttemptFailsAndSaysWhy()
    {
        var study = new FakeStudy(trials: 5);
        await using var server = await study.ServeAsync();

        var summary = await server.Client.OptimizeAsync("s", Objective);

        static Task<TrialResult> Objective(WorkerTrial trial)
        {
            if (trial.Number > 2) trial.SetAttribute("host", "h1");
            return trial.Number switch
            {
                0 => throw new InvalidOperationException("no data"),
                1 => Task.FromResult<TrialResult>(double.NaN),
                2 => Task.FromResult(
                    TrialResult.Of(1) with { Metrics = new Dictionary<string, double> { ["m"] = double.PositiveInfinity } }),
                3 => Task.FromResult(TrialResult.Pruned("hopeless") with { CostUsd = 0.5m }),
                _ => Task.FromResult(TrialResult.Failed("wrong", isFinal: true)),
            };
        }

        Assert.Equal(new WorkerSummary(0, 1, 4, 0), summary);
        Assert.Equal(
            [
                """{"lease":"lease 0","reason":"InvalidOperationException: no data","final":false}""",
                """{"lease":"lease 1","reason":"The objective returned value = NaN, which no study can keep.","final":false}""",
                """{"lease":"lease 2","reason":"The objective returned metric 'm' = Infinity, which no study can keep.","final":false}""",
                """{"lease":"lease 3","reason":"hopeless","costUsd":0.5,"attributes":{"host":"h1"}}""",
                """{"lease":"lease 4","reason":"wrong","final":true,"attributes":{"host":"h1"}}""",
            ],
            study.Told.OrderBy(told => told.Key).Select(told => told.Value.GetRawText()));
    }

    [Fact]
    public async Task Result_CannotBeUsed_TheTrialFailsForGood()
    {
        var study = new FakeStudy(trials: 1)
        {
            Instead = (call, _) =>
                call == "0 complete" ? FakeStudy.Problem(ProblemKind.InvalidRequest, "constraint 'memory' is missing") : null,
        };
        await using var server = await study.ServeAsync();

        Assert.Equal(1, (await server.Client.OptimizeAsync("s", _ => Task.FromResult<TrialResult>(1))).Failed);

        Assert.Equal(
            """{"lease":"lease 0","reason":"constraint \u0027memory\u0027 is missing","final":true}""".Replace(@"\u0027", "'", StringComparison.Ordinal),
            study.Told[0].GetRawText());
    }

    [Fact]
    public async Task Answer_IsLostOrTheServerIsAway_IsAskedForAgainWithTheSameKey()
    {
        var tries = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var study = new FakeStudy(trials: 1)
        {
            Instead = (call, request) =>
            {
                var count = tries.AddOrUpdate(call, 1, (_, before) => before + 1);
                if (count == 1) request.HttpContext.Abort();
                if (count == 2) request.HttpContext.Response.Headers.RetryAfter = "0";
                return count switch
                {
                    1 => Results.Ok(),
                    2 => FakeStudy.Problem(ProblemKind.StorageSilent),
                    3 => FakeStudy.Problem(ProblemKind.KeyInFlight),
                    4 => Results.Text("bad gateway", statusCode: 502),
                    _ => null,
                };
            },
        };
        await using var server = await study.ServeAsync();
        var client = server.Patient(TimeSpan.FromSeconds(30));

        var summary = await client.OptimizeAsync(
            "s", async trial => await trial.ReportAsync(0, 1) ? 1 : 2, new() { MaxTrials = 1 });

        Assert.Equal(1, summary.Complete);
        Assert.Equal((5, 5, 5), (study.CountOf("suggest"), study.CountOf("0 report"), study.CountOf("0 complete")));
        Assert.Equal(3, study.Keys.Distinct().Count());
    }

    [Fact]
    public async Task Server_IsAwayForLonger_ItsAnswerIsTheOutcome()
    {
        var study = new FakeStudy(trials: 1) { Instead = (_, _) => FakeStudy.Problem(ProblemKind.StorageSilent, "storage is away") };
        await using var server = await study.ServeAsync();

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => server.Patient(TimeSpan.FromSeconds(0.5)).HealthAsync());

        Assert.Equal((503, "storage is away"), (refused.Status, refused.Message));
        Assert.InRange(study.Calls.Count, 2, 4);
    }

    [Fact]
    public async Task Suggest_IsRefused_EndsTheWorkerWithAllThatItDoes()
    {
        var asked = 0;
        using var begun = new ManualResetEventSlim();
        var study = new FakeStudy(trials: 9)
        {
            Instead = (call, _) =>
            {
                if (call != "suggest" || Interlocked.Increment(ref asked) == 1) return null;
                Assert.True(begun.Wait(TimeSpan.FromSeconds(30)));
                return FakeStudy.Problem(ProblemKind.NoSuchStudy);
            },
        };
        await using var server = await study.ServeAsync();
        var isOver = false;

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => server.Client.OptimizeAsync(
            "s",
            async trial =>
            {
                trial.Over.Register(() => isOver = true);
                begun.Set();
                await Task.Delay(Timeout.InfiniteTimeSpan, trial.Over);
                return 1;
            },
            new() { Concurrency = 2 }));

        Assert.Equal(404, refused.Status);
        Assert.True(isOver);
        Assert.Empty(study.Told);
    }

    [Fact]
    public async Task Cancelled_AResultThatIsThereIsToldAndTheRestLeft()
    {
        var study = new FakeStudy(trials: 9);
        await using var server = await study.ServeAsync();
        using var cancellation = new CancellationTokenSource();
        var begun = new CountdownEvent(2);

        var run = server.Client.OptimizeAsync(
            "s",
            async trial =>
            {
                begun.Signal();
                if (trial.Number == 0)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, trial.Over).ContinueWith(_ => { }, TaskScheduler.Default);
                    return 0.25;
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, trial.Over);
                return 1;
            },
            new() { Concurrency = 2 }, cancellation.Token);
        await Eventually.TrueAsync(() => begun.IsSet, "both are evaluated");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal([0], study.Told.Keys);
        Assert.Equal("""{"lease":"lease 0","values":[0.25]}""", study.Told[0].GetRawText());
    }

    /// <summary>A result that is there when the worker is cancelled is told for as long as the farewell may take, and no longer.</summary>
    [Fact]
    public async Task Cancelled_TheServerKeepsSilent_IsWaitedForAsLongAsTheFarewellTakes()
    {
        var clock = new CountingTimeProvider();
        using var left = new ManualResetEventSlim();
        var study = new FakeStudy(trials: 1)
        {
            Instead = (call, request) =>
            {
                if (call != "0 complete") return null;
                request.HttpContext.RequestAborted.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
                left.Set();
                return Results.Ok();
            },
        };
        await using var server = await study.ServeAsync();
        using var cancellation = new CancellationTokenSource();

        var run = server.Client.OptimizeAsync(
            "s",
            async _ =>
            {
                await cancellation.CancelAsync();
                return 0.25;
            },
            new() { Time = clock, Farewell = TimeSpan.FromSeconds(5) }, cancellation.Token);
        // The lease is kept alive, and the farewell has begun.
        await Eventually.TrueAsync(() => clock.PendingTimers == 2 && study.CountOf("0 complete") == 1, "the result is being told");
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(run.IsCompleted);
        Assert.False(left.IsSet);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(left.Wait(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Heartbeat_IsNotAnswered_IsLeftToTheNext()
    {
        var clock = new CountingTimeProvider();
        var beats = 0;
        var study = new FakeStudy(trials: 1)
        {
            Instead = (call, _) => call == "0 heartbeat" && Interlocked.Increment(ref beats) < 3
                ? FakeStudy.Problem(ProblemKind.StorageSilent)
                : null,
        };
        await using var server = await study.ServeAsync();
        var end = new TaskCompletionSource<TrialResult>();

        var run = server.Client.OptimizeAsync("s", _ => end.Task, new() { Time = clock });
        for (var beat = 0; beat < 3; beat++)
        {
            await Eventually.TrueAsync(() => clock.PendingTimers == 1 && study.CountOf("0 heartbeat") == beat, $"{beat} beats");
            clock.Advance(s_third);
        }

        await Eventually.TrueAsync(() => clock.PendingTimers == 1 && study.CountOf("0 heartbeat") == 3, "a third beat");
        end.SetResult(1);
        Assert.Equal(1, (await run).Complete);
    }

    /// <summary>The answer to a declaration gives the values, and says that the trial has ended.</summary>
    [Fact]
    public async Task Parameters_OfATrialThatHasEnded_ItIsOverAndToldNoMore()
    {
        var study = new FakeStudy(trials: 1)
        {
            Instead = (call, _) => call == "0 parameters"
                ? Values("lr", view => view with { Prune = true, Reason = "cancelled" })
                : null,
        };
        await using var server = await study.ServeAsync();
        EndedTrial? ended = null;

        await server.Client.OptimizeAsync(
            "s", async trial => await trial.SuggestFloatAsync("lr", 0, 1), new() { OnEnded = trial => ended = trial });

        Assert.Equal(new EndedTrial(0, TrialState.Pruned, "cancelled"), ended);
        Assert.Empty(study.Told);
    }

    /// <summary>A parameter that was asked for before comes with the trial; asked for as another one, it is for the server to
    /// refuse.</summary>
    [Fact]
    public async Task Parameters_AskedForOnce_AreKnown_AndWhatWasUsedIsTold()
    {
        var study = new FakeStudy(trials: 3)
        {
            Instead = (call, _) => call.EndsWith(" parameters", StringComparison.Ordinal)
                ? Values("x", view => view)
                : null,
        };
        await using var server = await study.ServeAsync();

        await server.Client.OptimizeAsync(
            "s", async trial => await trial.SuggestFloatAsync("x", 0, trial.Number < 2 ? 1 : 2));

        Assert.Equal((1, 0, 1), (study.CountOf("0 parameters"), study.CountOf("1 parameters"), study.CountOf("2 parameters")));
        Assert.All(study.Told.Values, told => Assert.Equal("""["x"]""", told.GetProperty("used").GetRawText()));
        Assert.Equal(
            [0.5, 0.25, 0.5], study.Told.OrderBy(told => told.Key).Select(told => told.Value.GetProperty("values")[0].GetDouble()));
    }

    private static IResult Values(string name, Func<ParametersView, ParametersView> change) => Results.Json(
        change(new ParametersView(new Dictionary<string, ParameterValue> { [name] = ParameterValue.Of(0.5) })), TunerJson.Options);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
    }
}
