using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Workers that ask for trials over HTTP and tell what came of them.</summary>
public sealed class WorkerTests(TunerApps apps)
{
    private static readonly SuggestRequest Twice = new() { Count = 2, Worker = "w1" };

    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Study_WithoutAnObjective_IsForWorkersAndEndsWithItsLastTrial()
    {
        var started = await Client.StartStudyAsync(
            """{"name":"w-whole","searchSpace":{"x":[0,1]},"trials":5,"defaults":{"x":0.5},"fixed":{"y":2}}""");
        Assert.Equal((ObjectiveKind.External, 1_000), (started.Spec.Objective.Kind, started.Spec.Parallelism));
        var given = new HashSet<int>();
        while (true)
        {
            var suggested = await Client.SuggestAsync("w-whole", Twice);
            if (suggested.Done) break;
            foreach (var trial in suggested.Trials)
            {
                Assert.True(given.Add(trial.Number));
                Assert.Equal((2.0, 1), (trial.Parameters["y"].AsDouble(), trial.Attempt));
                var told = await Client.CompleteAsync(
                    "w-whole", trial.Number, new CompleteRequest(trial.Lease, [trial.Parameters["x"].AsDouble()]));
                Assert.Equal(new ToldView(trial.Number, TrialState.Complete), told);
            }
        }

        var study = await Client.GetStudyAsync("w-whole");
        Assert.Equal((StudyState.Ended, StopReason.Trials, 5), (study.State, study.StopReason, study.Counts.Complete));
        var trials = await apps.App.TrialsAsync("w-whole");
        Assert.Equal([0.5, "w1"], new object?[] { trials[0].Values!.Single(), trials[0].Worker });
        Assert.Equal(StopReason.Trials, (await Client.SuggestAsync("w-whole")).StopReason);
    }

    /// <summary>A study file of another tuner, which names no objective.</summary>
    [Fact]
    public async Task Study_OfAnotherTuner_IsForWorkers()
    {
        var file = Path.Combine(TestKit.Repository.Root, "tests", "EndToEnd", "Field", "seeds", "engram.json");
        var study = await Client.StartStudyAsync(await File.ReadAllTextAsync(file));

        var trial = await OneAsync(study.Name);
        var answer = await Client.ReportAsync(study.Name, trial.Number, new ReportRequest(trial.Lease, [new ReportView(1, 0.5)]));

        Assert.True(study.Spec.IsExternal);
        Assert.Equal(("tpe", "hyperband"), (study.Spec.Sampler.Type, study.Spec.Pruner.Type));
        Assert.Equal(["alpha", "reranker", "top_k"], trial.Parameters.Keys.Order(StringComparer.Ordinal));
        Assert.False(answer.Prune);
    }

    [Fact]
    public async Task Extend_StudyThatHasEnded_GivesMoreTrials()
    {
        await StartAsync("w-extend", """ "trials":1 """);
        await CompleteAsync("w-extend", await OneAsync("w-extend"), 1);
        Assert.True((await Client.SuggestAsync("w-extend")).Done);

        await Client.ExtendStudyAsync("w-extend", new ExtendRequest { Trials = 2 });

        Assert.Equal(1, (await OneAsync("w-extend")).Number);
    }

    [Fact]
    public async Task Suggest_NothingIsFree_AnswersWhenToAskAgain()
    {
        await StartAsync("w-none", """ "trials":9,"parallelism":1 """);
        await OneAsync("w-none");

        using var answer = await PostAsync("w-none/trials/suggest", new SuggestRequest());

        var view = await answer.Content.ReadFromJsonAsync<SuggestView>(TunerJson.Options);
        Assert.Equal((0, false), (view!.Trials.Count, view.Done));
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
    }

    [Fact]
    public async Task Suggest_AHundredAtOnce_GivesAHundred()
    {
        await StartAsync("w-hundred", """ "trials":1000 """);

        var trials = (await Client.SuggestAsync("w-hundred", new SuggestRequest { Count = 100 })).Trials;

        Assert.Equal(Enumerable.Range(0, 100), trials.Select(t => t.Number));
        Assert.Equal(100, trials.Select(t => t.Lease).Distinct().Count());
    }

    [Fact]
    public async Task Suggest_ManyWorkersAtOnce_NoTrialIsGivenTwice()
    {
        await StartAsync("w-many", """ "trials":120 """);

        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var numbers = new List<int>();
            while (await Client.SuggestAsync("w-many") is { Done: false } suggested)
                foreach (var trial in suggested.Trials)
                {
                    numbers.Add(trial.Number);
                    await CompleteAsync("w-many", trial, trial.Number);
                }

            return numbers;
        }));

        Assert.Equal(Enumerable.Range(0, 120), given.SelectMany(n => n).Order());
        var study = await Client.GetStudyAsync("w-many");
        Assert.Equal((StopReason.Trials, 120), (study.StopReason, study.Counts.Complete));
    }

    /// <summary>A worker whose answer was cut tells again: in whatever order, also when the trial has ended.</summary>
    [Fact]
    public async Task Tell_Twice_IsTheSameAnswerTwice()
    {
        await StartAsync("w-twice", """ "trials":9,"maxAttempts":2,"retryDelaySeconds":0 """);
        var (completed, pruned, failed) = (await OneAsync("w-twice"), await OneAsync("w-twice"), await OneAsync("w-twice"));
        var report = new ReportRequest(completed.Lease, [new ReportView(0, 1), new ReportView(1, 2)]);

        await SameTwiceAsync(() => Client.ReportAsync("w-twice", completed.Number, report));
        await SameTwiceAsync(() => Client.HeartbeatAsync("w-twice", completed.Number, new HeartbeatRequest(completed.Lease)));
        await SameTwiceAsync(() => CompleteAsync("w-twice", completed, 3));
        await SameTwiceAsync(() => Client.ReportAsync("w-twice", completed.Number, report));
        Assert.Equal(2, (await Client.GetTrialAsync("w-twice", completed.Number)).Reports!.Count);
        await SameTwiceAsync(() => Client.PruneAsync("w-twice", pruned.Number, new PruneRequest(pruned.Lease) { Reason = "dull" }));
        Assert.Equal(
            new ToldView(failed.Number, TrialState.Waiting, "oom"),
            await SameTwiceAsync(() => Client.FailAsync("w-twice", failed.Number, new FailRequest(failed.Lease) { Reason = "oom" })));

        var again = await OneAsync("w-twice");
        Assert.Equal((failed.Number, 2), (again.Number, again.Attempt));
        // The first worker's answer was cut, and the trial is another's by now.
        Assert.Equal(
            new ToldView(failed.Number, TrialState.Waiting, "oom"),
            await Client.FailAsync("w-twice", failed.Number, new FailRequest(failed.Lease) { Reason = "oom" }));
        // What was told first counts.
        Assert.Equal(TrialState.Waiting, (await CompleteAsync("w-twice", failed, 1)).State);
        Assert.Equal(
            new ToldView(failed.Number, TrialState.Failed, "oom again"),
            await SameTwiceAsync(() => Client.FailAsync("w-twice", again.Number, new FailRequest(again.Lease) { Reason = "oom again" })));
    }

    [Fact]
    public async Task Complete_WithoutAValue_SaysWhatToSend()
    {
        await StartAsync("w-no-value", """ "trials":1 """);
        var trial = await OneAsync("w-no-value");
        using var content = new StringContent($$"""{"lease":"{{trial.Lease}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await apps.App.Http.PostAsync(
            new Uri($"v1/tuner/studies/w-no-value/trials/{trial.Number}/complete", UriKind.Relative), content);

        var problem = await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options);
        Assert.Equal(new FieldError("/values", "must be one number, or `value` with it; 0 came"), Assert.Single(problem!.Errors!));
        Assert.Equal(TrialState.Complete, (await CompleteAsync("w-no-value", trial, 1)).State);
    }

    [Fact]
    public async Task Tell_WithAnotherLease_Answers409AndUnknownOnes404()
    {
        await StartAsync("w-lease", """ "trials":9 """);
        var (mine, other) = (await OneAsync("w-lease"), await OneAsync("w-lease"));

        Assert.Equal(409, await StatusOfAsync(() => CompleteAsync("w-lease", mine with { Lease = other.Lease }, 1)));
        Assert.Equal(409, await StatusOfAsync(() => Client.HeartbeatAsync("w-lease", mine.Number, new HeartbeatRequest("no"))));
        Assert.Equal(404, await StatusOfAsync(() => CompleteAsync("w-lease", mine with { Number = 7 }, 1)));
        Assert.Equal(404, await StatusOfAsync(() => CompleteAsync("w-lease-no", mine, 1)));
        Assert.Equal(404, await StatusOfAsync(() => Client.SuggestAsync("w-lease-no")));
        Assert.Equal(TrialState.Running, (await Client.GetTrialAsync("w-lease", mine.Number)).State);
        await Client.StartStudyAsync("""{"name":"w-own","objective":"number","trials":1}""");
        Assert.Equal(409, await StatusOfAsync(() => Client.SuggestAsync("w-own")));
    }

    [Theory]
    [InlineData("suggest", """{"count":0,"leaseSeconds":9,"worker":"","x":1}""", "/count /leaseSeconds /worker /x")]
    [InlineData(
        "0/report", """{"reports":[{"step":-1,"value":"a"},{"value":1}]}""",
        "/lease /reports/0/step /reports/0/value /reports/1/step")]
    [InlineData("0/report", """{"lease":"a"}""", "/reports")]
    [InlineData("0/complete", """{"lease":1,"values":[1,"b"],"costUsd":-1,"metrics":{"m":null}}""", "/costUsd /lease /metrics/m /values/1")]
    [InlineData("0/complete", """{"lease":"a","value":1,"attributes":{"b":null}}""", "/attributes/b")]
    [InlineData("0/heartbeat", "", "")]
    [InlineData("0/prune", """{"lease":"","reason":1}""", "/lease /reason")]
    [InlineData("0/fail", """{"lease":"a","final":1}""", "/final")]
    public async Task Tell_BadBody_Answers400WithAllErrors(string route, string body, string pointers)
    {
        await StartAsync("w-bad", """ "trials":9 """);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await apps.App.Http.PostAsync(
            new Uri($"v1/tuner/studies/w-bad/trials/{route}", UriKind.Relative), content);

        var problem = await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointers, string.Join(' ', problem!.Errors!.Select(e => e.Pointer).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Complete_ResultThatTheStudyCannotUse_IsRefusedAndTheTrialGoesOn()
    {
        await StartAsync("w-values", """ "trials":9,"constraints":["c"] """);
        var trial = await OneAsync("w-values");

        Assert.Equal(400, await StatusOfAsync(() => CompleteAsync("w-values", trial, 1)));
        var two = new CompleteRequest(trial.Lease, [1, 2]);
        Assert.Equal(400, await StatusOfAsync(() => Client.CompleteAsync("w-values", trial.Number, two)));

        var told = new CompleteRequest(trial.Lease, [1])
        {
            Constraints = new Dictionary<string, double> { ["c"] = -1 },
            Metrics = new Dictionary<string, double> { ["m"] = 2 },
            Attributes = new Dictionary<string, string> { ["a"] = "b" },
        };
        Assert.Equal(TrialState.Complete, (await Client.CompleteAsync("w-values", trial.Number, told)).State);
        var view = await Client.GetTrialAsync("w-values", trial.Number);
        Assert.Equal((-1, 2, "b"), (view.Constraints!["c"], view.Metrics!["m"], view.Attributes!["a"]));
    }

    [Fact]
    public async Task Report_ValueThatThePrunerStops_EndsTheTrialInTheAnswer()
    {
        await StartAsync("w-prune", """ "trials":9,"pruner":{"type":"threshold","upper":10} """);
        var trial = await OneAsync("w-prune");
        Assert.False((await Client.ReportAsync("w-prune", trial.Number, new ReportRequest(trial.Lease, [new ReportView(0, 1)]))).Prune);

        var told = new ReportRequest(trial.Lease, [new ReportView(1, 11), new ReportView(2, 1)]);
        var answer = await SameTwiceAsync(() => Client.ReportAsync("w-prune", trial.Number, told));

        Assert.Equal(new GoOnView(true, "pruner: threshold at step 1"), answer);
        Assert.Equal(TrialState.Pruned, (await CompleteAsync("w-prune", trial, 1)).State);
        var view = await Client.GetTrialAsync("w-prune", trial.Number);
        Assert.Equal((TrialState.Pruned, 11, 2), (view.State, view.Values!.Single(), view.Reports!.Count));
    }

    [Fact]
    public async Task Report_ValueThatNobodyIsToJudge_IsKeptAndEndsNothing()
    {
        await StartAsync("w-unjudged", """ "trials":9,"pruner":{"type":"threshold","upper":10} """);
        var trial = await OneAsync("w-unjudged");
        var told = new ReportRequest(trial.Lease, [new ReportView(1, 11)]) { Judge = false };

        Assert.False((await SameTwiceAsync(() => Client.ReportAsync("w-unjudged", trial.Number, told))).Prune);
        Assert.Equal(TrialState.Complete, (await CompleteAsync("w-unjudged", trial, 1)).State);
        Assert.Equal([new ReportView(1, 11)], (await Client.GetTrialAsync("w-unjudged", trial.Number)).Reports!);
    }

    [Fact]
    public async Task Stop_WhileATrialIsHeld_EndsTheStudyWithThatTrialsNextCall()
    {
        await StartAsync("w-stop", """ "trials":9 """);
        var (told, done) = (await OneAsync("w-stop"), await OneAsync("w-stop"));

        Assert.Equal(StudyState.Running, (await Client.StopStudyAsync("w-stop")).State);
        var none = await Client.SuggestAsync("w-stop");
        Assert.Equal((true, StopReason.Requested), (none.Done, none.StopReason));
        Assert.Equal(new GoOnView(true, "stopped"), await Client.HeartbeatAsync("w-stop", told.Number, new HeartbeatRequest(told.Lease)));
        // What a worker has come to was paid for.
        Assert.Equal(TrialState.Complete, (await CompleteAsync("w-stop", done, 1)).State);

        var study = await Client.GetStudyAsync("w-stop");
        Assert.Equal((StudyState.Ended, 1, 1), (study.State, study.Counts.Pruned, study.Counts.Complete));
    }

    [Fact]
    public async Task Stop_NothingIsHeld_EndsTheStudyAtOnce()
    {
        await StartAsync("w-stop-idle", """ "trials":9 """);

        var study = await Client.StopStudyAsync("w-stop-idle");

        Assert.Equal((StudyState.Ended, StopReason.Requested), (study.State, study.StopReason));
    }

    [Fact]
    public async Task Pause_StudyForWorkers_GivesNothingUntilItIsResumed()
    {
        await StartAsync("w-pause", """ "trials":9 """);
        await Client.PauseStudyAsync("w-pause");
        Assert.Equal((0, false), (await Client.SuggestAsync("w-pause") is var s ? s.Trials.Count : 1, s.Done));

        await Client.ResumeStudyAsync("w-pause");

        Assert.Equal(0, (await OneAsync("w-pause")).Number);
    }

    [Fact]
    public async Task Cancel_TrialThatIsHeld_EndsItWithItsNextCallWhateverItIs()
    {
        await StartAsync("w-cancel", """ "trials":9 """);
        var trial = await OneAsync("w-cancel");

        await Client.CancelTrialAsync("w-cancel", trial.Number);

        Assert.Equal(new ToldView(trial.Number, TrialState.Pruned, "cancelled"), await CompleteAsync("w-cancel", trial, 1));
    }

    [Fact]
    public async Task Enqueue_Point_IsTheNextTrials()
    {
        await StartAsync("w-enqueue", """ "trials":9 """);
        var point = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.125) };
        await Client.EnqueueAsync("w-enqueue", new EnqueueRequest { Points = [point] });

        Assert.Equal(0.125, (await OneAsync("w-enqueue")).Parameters["x"].AsDouble());
    }

    [Fact]
    public async Task Budget_ReportedCosts_AreSpentAndEndTheStudy()
    {
        await StartAsync("w-money", """ "trials":100,"budget":{"limitUsd":1,"reported":true} """);
        var spent = 0m;
        while (await Client.SuggestAsync("w-money") is { Done: false } suggested)
        {
            Assert.True((await Client.GetStudyAsync("w-money")).Ledger.ReservedUsd > 0);
            foreach (var trial in suggested.Trials)
                await Client.CompleteAsync("w-money", trial.Number, new CompleteRequest(trial.Lease, [1]) { CostUsd = 0.25m });
            spent += 0.25m * suggested.Trials.Count;
        }

        var study = await Client.GetStudyAsync("w-money");
        Assert.Equal((StopReason.Budget, 1m, 1m, 0m), (study.StopReason, study.Ledger.SpentUsd, spent, study.Ledger.ReservedUsd));
    }

    [Fact]
    public async Task RestartedApp_AnswersForTheTrialsOfTheOneBefore()
    {
        var name = "w-restart";
        await StartAsync(name, """ "trials":9,"pruner":{"type":"threshold","upper":10},"minReports":3 """);
        var trial = await OneAsync(name);
        await Client.ReportAsync(name, trial.Number, new ReportRequest(trial.Lease, [new ReportView(0, 1), new ReportView(1, 1)]));

        await using var other = await TunerApp.StartAsync(apps.ConnectionString);
        Assert.False((await other.Client.ReportAsync(name, trial.Number, new ReportRequest(trial.Lease, [new ReportView(2, 2)]))).Prune);
        // The first one has not seen that report, and must not write over it.
        Assert.False((await Client.ReportAsync(name, trial.Number, new ReportRequest(trial.Lease, [new ReportView(3, 3)]))).Prune);
        Assert.Equal([1, 1, 2, 3], (await Client.GetTrialAsync(name, trial.Number)).Reports!.Select(r => r.Value));
        Assert.Equal(TrialState.Complete, (await CompleteAsync(other.Client, name, trial, 1)).State);
        Assert.Equal(TrialState.Complete, (await CompleteAsync(Client, name, trial, 1)).State);
        Assert.Equal(1, (await OneAsync(name)).Number);
    }

    private static async Task<T> SameTwiceAsync<T>(Func<Task<T>> tell)
    {
        var first = await tell();
        Assert.Equal(first, await tell());
        return first;
    }

    private static async Task<int> StatusOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return 200;
        }
        catch (TunerApiException e)
        {
            return e.Status;
        }
    }

    private static Task<ToldView> CompleteAsync(TunerClient client, string name, SuggestedTrialView trial, double value) =>
        client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [value]));

    private Task<ToldView> CompleteAsync(string name, SuggestedTrialView trial, double value) => CompleteAsync(Client, name, trial, value);

    private Task StartAsync(string name, string fields) => Client.StartStudyAsync(
        $$"""{"name":"{{name}}","objective":{"kind":"external"},"searchSpace":{"x":[0,1]},"sampler":"random",{{fields}} }""");

    private async Task<SuggestedTrialView> OneAsync(string name) => Assert.Single((await Client.SuggestAsync(name)).Trials);

    private Task<HttpResponseMessage> PostAsync<T>(string route, T body) => apps.App.Http.PostAsJsonAsync(
        new Uri($"v1/tuner/studies/{route}", UriKind.Relative), body, TunerJson.Options);
}
