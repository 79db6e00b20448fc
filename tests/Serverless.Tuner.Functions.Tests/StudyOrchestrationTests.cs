using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Whole studies through HTTP, the orchestration and Azurite.</summary>
public sealed class StudyOrchestrationTests(TunerApps apps)
{
    private static int s_studies;

    [Fact]
    public async Task Start_LinearRegression_FindsSlopeAndIntercept()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"linear-regression","trials":60,"parallelism":4,"waves":true,"seed":3}""");

        var study = await app.EndAsync(name);

        Assert.Equal(StopReason.Trials, study.StopReason);
        Assert.Equal(60, study.Counts.Complete);
        Assert.InRange(study.Best!.Parameters["slope"].AsDouble(), 1.99 - 0.15, 1.99 + 0.15);
        Assert.InRange(study.Best.Parameters["intercept"].AsDouble(), 1.19 - 0.3, 1.19 + 0.3);
    }

    [Fact]
    public async Task Start_ManyTrials_NumbersThemWithoutGapsAndCountsThem()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"square","sampler":"random","trials":300,"parallelism":8}""");

        var study = await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.Equal(Enumerable.Range(0, 300), trials.Select(t => t.Number));
        Assert.All(trials, t => Assert.Equal((TrialState.Complete, 1), (t.State, t.Attempt)));
        Assert.Equal(300, study.Counts.Complete);
        Assert.Equal(trials.MinBy(t => t.Values![0])!.Number, study.Best!.Number);
    }

    [Fact]
    public async Task Start_WiderThanATransaction_RunsAllAtOnce()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"square","sampler":"random","trials":400,"parallelism":150}""");

        var study = await app.EndAsync(name);

        Assert.Equal(400, study.Counts.Complete);
        Assert.Equal(Enumerable.Range(0, 400), (await app.TrialsAsync(name)).Select(t => t.Number));
    }

    [Fact]
    public async Task Start_SameSeedInWaves_GivesSameTrials()
    {
        var app = apps.App;
        var (first, second) = (NewName(), NewName());
        foreach (var name in new[] { first, second })
        {
            await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"square","trials":24,"parallelism":4,"waves":true,"seed":11}""");
            await app.EndAsync(name);
        }

        Assert.Equal(await Points(first), await Points(second));

        async Task<List<double>> Points(string name) => [.. (await app.TrialsAsync(name)).Select(t => t.Parameters["x"].AsDouble())];
    }

    [Fact]
    public async Task Start_ObjectiveThrows_FailsEachTrialWithTheReasonAfterItsAttempts()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"throws","trials":4,"parallelism":2,"maxAttempts":2,"retryDelaySeconds":0.05}""");

        var study = await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.Equal((0, 4), (study.Counts.Complete, study.Counts.Failed));
        Assert.All(trials, t => Assert.Equal((2, $"InvalidTimeZoneException: no luck with trial {t.Number}"), (t.Attempt, t.Reason)));
    }

    [Fact]
    public async Task Start_ObjectiveThrowsOnce_CompletesAtTheSecondAttempt()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"throws-once","trials":3,"retryDelaySeconds":0.05,"budget":{"limitUsd":1,"usdPerTrial":0.01} }""");

        var study = await app.EndAsync(name);

        Assert.Equal(3, study.Counts.Complete);
        Assert.Equal(0.06m, study.Ledger.SpentUsd);
        Assert.All(await app.TrialsAsync(name), t => Assert.Equal((2, 0.02m), (t.Attempt, t.CostUsd)));
    }

    [Theory]
    [InlineData("nan", "the objective returned NaN")]
    [InlineData("two-values", "the objective returned 2 values, but the study has 1 directions")]
    [InlineData("half-fails", "an even number")]
    public async Task Start_ObjectiveReturnsWhatCannotBeUsed_FailsTheTrialAndGoesOn(string objective, string reason)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"{{objective}}","trials":4}""");

        await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.Equal(4, trials.Count);
        Assert.Equal((TrialState.Failed, reason, 1), (trials[0].State, trials[0].Reason, trials[0].Attempt));
    }

    [Theory, InlineData("waits"), InlineData("hangs")]
    public async Task Start_ObjectiveHangs_FailsAtTheTrialTimeout(string objective)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"{{objective}}","trials":2,"parallelism":2,"trialTimeoutSeconds":0.3}""");

        var study = await app.EndAsync(name);

        Assert.Equal(2, study.Counts.Failed);
        Assert.All(await app.TrialsAsync(name), t => Assert.StartsWith("timeout", t.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PriceForATrial_StopsAtTheLimitToTheCent()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"square","trials":50,"parallelism":3,"budget":{"limitUsd":0.1,"usdPerTrial":0.015} }""");

        var study = await app.EndAsync(name);

        Assert.Equal((StopReason.Budget, 6), (study.StopReason, study.Counts.Complete));
        Assert.Equal((0.09m, 0m, 0m), (study.Ledger.SpentUsd, study.Ledger.ReservedUsd, study.Ledger.OverrunUsd));
    }

    [Fact]
    public async Task Start_TimeCostsMoney_PrunesAtWhatIsPaidForAndNeverExceedsTheLimit()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":6,"parallelism":2,"budget":{"limitUsd":0.003,"usdPerHour":3.6} }""");

        var study = await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.True(study.Ledger.SpentUsd <= 0.003m, $"spent {study.Ledger.SpentUsd}");
        Assert.InRange(study.Ledger.SpentUsd, 0.0025m, 0.003m);
        Assert.Equal(study.Ledger.SpentUsd, trials.Sum(t => t.CostUsd));
        Assert.All(trials, t => Assert.Equal((TrialState.Pruned, "budget"), (t.State, t.Reason)));
        Assert.Contains(trials, t => t.Values is [0.5]);
    }

    [Fact]
    public async Task Start_ObjectiveReportsItsCost_ShowsAnOverrun()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"costly","trials":50,"budget":{"limitUsd":1, "reported": true} }""");

        var study = await app.EndAsync(name);

        Assert.Equal(StopReason.Budget, study.StopReason);
        Assert.Equal(0.3m * study.Counts.Complete, study.Ledger.SpentUsd);
        Assert.Equal(Math.Max(0, study.Ledger.SpentUsd - 1), study.Ledger.OverrunUsd);
    }

    [Fact]
    public async Task Stop_WhileTrialsRun_PrunesThemAndEnds()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":10,"parallelism":3}""");
        await app.UntilAsync(name, s => s.Counts.Running == 3);

        await app.Client.StopStudyAsync(name);
        var study = await app.EndAsync(name);

        Assert.Equal((StopReason.Requested, 3), (study.StopReason, study.Counts.Pruned));
        Assert.All(await app.TrialsAsync(name), t => Assert.Equal("stopped", t.Reason));
    }

    [Fact]
    public async Task Stop_AfterRunning_LetsTrialsEndAndStartsNoMore()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"gated","trials":10,"parallelism":3}""");
        await app.UntilAsync(name, s => s.Counts.Running == 3);

        await app.Client.StopStudyAsync(name, StopMode.AfterRunning);
        var ending = await app.Client.GetStudyAsync(name);
        Assert.Equal((StudyState.Running, StopReason.Requested, 3), (ending.State, ending.StopReason, ending.Counts.Running));
        Assert.Equal(409, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.ResumeStudyAsync(name))).Status);
        TestObjectives.Gates.GetOrAdd(name, _ => new TaskCompletionSource()).SetResult();
        var study = await app.EndAsync(name);

        Assert.Equal((StopReason.Requested, 3, 3), (study.StopReason, study.Counts.Complete, study.Counts.Ended));
    }

    [Fact]
    public async Task Resume_AfterAStop_GoesOnToTheEnd()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"square","trials":5000,"parallelism":2,"sampler":"random"}""");
        await app.UntilAsync(name, s => s.Counts.Ended > 5);
        await app.Client.StopStudyAsync(name);
        var stopped = await app.EndAsync(name);

        await app.Client.ResumeStudyAsync(name);
        await app.UntilAsync(name, s => s.Counts.Ended > stopped.Counts.Ended + 5);
        await app.Client.StopStudyAsync(name);
        var study = await app.EndAsync(name);

        var trials = await app.TrialsAsync(name);
        Assert.Equal(Enumerable.Range(0, study.Counts.Ended), trials.Select(t => t.Number));
    }

    [Fact]
    public async Task Extend_EndedStudy_GoesOn()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":3}""");
        await app.EndAsync(name);

        var extended = await app.Client.ExtendStudyAsync(name, new ExtendRequest { Trials = 7 });
        Assert.Equal(StudyState.Running, extended.State);

        Assert.Equal(7, (await app.EndAsync(name)).Counts.Complete);
    }

    [Fact]
    public async Task Enqueue_DefaultsSpecAndRequest_AreTriedFirstAndInThatOrder()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":3,"searchSpace":{"u":[0,1],"k":{"kind":"int","low":1,"high":9} },"defaults":{"u":0.25,"k":2},"enqueue":[{"u":0.5}] }""");
        await app.EndAsync(name);
        var request = new EnqueueRequest
        {
            Points = [new Dictionary<string, ParameterValue> { ["u"] = ParameterValue.Of(0.75), ["k"] = ParameterValue.Of(7L) }],
        };
        Assert.Equal(1, (await app.Client.EnqueueAsync(name, request, "once")).Enqueued);
        Assert.Equal(1, (await app.Client.EnqueueAsync(name, request, "once")).Enqueued);
        await app.Client.ExtendStudyAsync(name, new ExtendRequest { Trials = 5 });

        Assert.Equal(0, (await app.EndAsync(name)).Enqueued);
        var trials = await app.TrialsAsync(name);
        Assert.Equal([0.25, 0.5, 0.75], trials.Where(t => t.Enqueued).Select(t => t.Parameters["u"].AsDouble()));
        Assert.Equal([0, 1, 3], trials.Where(t => t.Enqueued).Select(t => t.Number));
        Assert.Equal((2L, 7L), (trials[0].Parameters["k"].AsInt(), trials[3].Parameters["k"].AsInt()));
    }

    [Fact]
    public async Task Start_Timeout_EndsWithWhatThereIs()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":10,"parallelism":2,"timeoutSeconds":0.8}""");

        var study = await app.EndAsync(name);

        Assert.Equal((StopReason.Timeout, 2), (study.StopReason, study.Counts.Pruned));
    }

    [Theory]
    [InlineData("\"target\":0", StopReason.Target, 1)]
    [InlineData("\"plateauTrials\":5", StopReason.Plateau, 6)]
    public async Task Start_ReasonToStop_EndsThere(string field, StopReason reason, int complete)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":50,{{field}} }""");

        var study = await app.EndAsync(name);

        Assert.Equal((reason, complete), (study.StopReason, study.Counts.Complete));
    }

    [Fact]
    public async Task Start_MaxFailures_EndsThere()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"half-fails","trials":50,"maxFailures":0.4}""");

        Assert.Equal((StopReason.Failures, 5), ((await app.EndAsync(name)) is var s ? (s.StopReason, s.Counts.Failed) : default));
    }

    [Fact]
    public async Task Reports_OfATrial_AreKeptByStep()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"reports","trials":2}""");
        await app.EndAsync(name);

        var trial = await app.Client.GetTrialAsync(name, 1);

        Assert.Equal([new(0, 0.0), new(1, 0.1), new(2, 0.2), new(3, 0.1 * 3), new(4, 0.4)], trial.Reports!);
        Assert.True(trial.Attributes!.ContainsKey("seed"));
    }

    [Fact]
    public async Task Delete_WhileItRuns_LeavesNothing()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"reports","trials":5000,"parallelism":4,"sampler":"random"}""");
        await app.UntilAsync(name, s => s.Counts.Ended > 10);

        await app.Client.DeleteStudyAsync(name);

        var error = await Assert.ThrowsAsync<Client.TunerApiException>(() => app.Client.GetStudyAsync(name));
        Assert.Equal(404, error.Problem.Status);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var table = app.Tables.GetTableClient("tunerstudies");
        while (await CountAsync(table, name) > 0) await Task.Delay(50, limit.Token);

        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":3}""");
        Assert.Equal(3, (await app.EndAsync(name)).Counts.Complete);
    }

    [Fact]
    public async Task Sweep_OrchestrationGone_StartsANewRunThatEndsTheStudy()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":2,"parallelism":2}""");
        await app.UntilAsync(name, s => s.Counts.Running == 2);
        var store = app.Services.GetRequiredService<StudyStore>();
        var durable = app.Services.GetRequiredService<DurableTaskClient>();
        var study = await store.FindAsync(StudyName.Parse(name), TestContext.Current.CancellationToken);
        await durable.TerminateInstanceAsync(
            StudyStarter.InstanceId(StudyName.Parse(name), study!.Run), "lost", TestContext.Current.CancellationToken);
        await durable.WaitForInstanceCompletionAsync(
            StudyStarter.InstanceId(StudyName.Parse(name), study.Run), TestContext.Current.CancellationToken);

        var sweep = ActivatorUtilities.CreateInstance<Timers.SweepStudies>(app.Services);
        await sweep.RunAsync(durable, TestContext.Current.CancellationToken);
        await app.Client.StopStudyAsync(name);
        var ended = await app.EndAsync(name);

        Assert.NotEqual(study.Run, (await store.FindAsync(StudyName.Parse(name), TestContext.Current.CancellationToken))!.Run);
        Assert.Equal(2, ended.Counts.Pruned);
    }

    [Fact]
    public async Task Sweep_WorkerLost_EvaluatesTheTrialAgain()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":1}""");
        await UntilAsync(app, name, trial => trial.Attempt == 1 && trial.State == TrialState.Running);
        // As the row looks when its worker, on another host, has not shown itself for long.
        var row = new Azure.Data.Tables.TableEntity(name, "trial|0000000000")
        {
            ["Host"] = "another",
            ["Claim"] = "lost",
            ["HeartbeatAt"] = TimeProvider.System.GetUtcNow().AddMinutes(-5),
        };
        await app.Tables.GetTableClient("tunerstudies").UpdateEntityAsync(row, Azure.ETag.All);

        var sweep = ActivatorUtilities.CreateInstance<Timers.SweepStudies>(app.Services);
        await sweep.RunAsync(
            app.Services.GetRequiredService<DurableTaskClient>(),
            TestContext.Current.CancellationToken);
        await UntilAsync(app, name, trial => trial.Attempt == 2);

        await app.Client.StopStudyAsync(name);
        Assert.Equal(1, (await app.EndAsync(name)).Counts.Pruned);
    }

    private static async Task UntilAsync(TunerApp app, string name, Func<TrialView, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            await app.UntilAsync(name, s => s.Counts.Running > 0);
            if ((await app.TrialsAsync(name)).Any(condition)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    private static async Task<int> CountAsync(Azure.Data.Tables.TableClient table, string name)
    {
        var count = 0;
        var filter = Azure.Data.Tables.TableClient.CreateQueryFilter($"PartitionKey eq {name}");
        await foreach (var _ in table.QueryAsync<Azure.Data.Tables.TableEntity>(filter)) count++;
        return count;
    }

    private static string NewName() => $"study-{Interlocked.Increment(ref s_studies)}";
}
