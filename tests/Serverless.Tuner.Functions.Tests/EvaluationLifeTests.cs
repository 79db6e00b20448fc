using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The life of an evaluation, from its claim to its end, in whole studies.</summary>
public sealed class EvaluationLifeTests(TunerApps apps)
{
    private static int s_studies;

    [Theory]
    [InlineData(""","pruner":{"type":"threshold","upper":2.5}""", TrialState.Pruned, "pruner: threshold at step 3", 3)]
    [InlineData(""","pruner":{"type":"patient","patience":1,"wrappedPruner":{"type":"threshold","upper":2.5}}""", TrialState.Pruned, "pruner: patient (threshold) at step 3", 3)]
    [InlineData(""","trialTimeoutSeconds":0.3""", TrialState.Failed, "timeout: it ran longer than 0.3 s", null)]
    [InlineData(""","budget":{"limitUsd":0.0005,"usdPerHour":3.6}""", TrialState.Pruned, "budget", 4)]
    [InlineData(""","timeoutSeconds":0.5""", TrialState.Pruned, "study timeout", 4)]
    [InlineData("", TrialState.Pruned, "stopped", 4)]
    public async Task Token_TrialIsCutShort_Fires(string fields, TrialState state, string reason, int? value)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"until-cut","trials":1{{fields}} }""");
        if (fields.Length == 0)
        {
            await app.UntilAsync(name, s => s.Counts.Running == 1);
            await UntilReportedAsync(app, name, 5);
            await app.Client.StopStudyAsync(name);
        }

        await app.EndAsync(name);
        var trial = await app.Client.GetTrialAsync(name, 0);

        Assert.True(LifeObjectives.Fired[(name, 0)]);
        Assert.Equal((state, reason), (trial.State, trial.Reason));
        Assert.Equal((double?)value, trial.Values?[0]);
        var lastStep = value ?? 4;
        Assert.Equal(lastStep, trial.LastStep);
        Assert.Equal(Enumerable.Range(0, lastStep + 1), trial.Reports!.Select(r => r.Step));
    }

    [Theory]
    [InlineData(""","trialTimeoutSeconds":0.3""", TrialState.Complete, 7)]
    [InlineData(""","timeoutSeconds":0.5""", TrialState.Complete, 7)]
    [InlineData("", TrialState.Complete, 7)]
    [InlineData(""","pruner":{"type":"threshold","upper":2.5}""", TrialState.Pruned, 3)]
    [InlineData(""","budget":{"limitUsd":0.0005,"usdPerHour":3.6}""", TrialState.Pruned, 3)]
    [InlineData(""","timeoutSeconds":0.5,"minReports":2""", TrialState.Pruned, 3)]
    public async Task Result_WithinTheGracePeriod_CountsUnlessThePrunerOrTheMoneyEndedTheTrial(
        string fields, TrialState state, double value)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"returns-when-cut","trials":1{{fields}} }""");
        if (fields.Length == 0)
        {
            await UntilReportedAsync(app, name, 1);
            await app.Client.StopStudyAsync(name);
        }

        await app.EndAsync(name);

        var trial = await app.Client.GetTrialAsync(name, 0);
        Assert.Equal((state, value), (trial.State, trial.Values![0]));
    }

    [Fact]
    public async Task GracePeriod_ObjectiveDeafToItsToken_IsLeftAloneAfterIt()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"hangs","trials":1,"trialTimeoutSeconds":0.2,"gracePeriodSeconds":0.3}""");

        await app.EndAsync(name);

        var trial = Assert.Single(await app.TrialsAsync(name));
        Assert.Equal(TrialState.Failed, trial.State);
        // "hangs" ends by itself after 20 s: it was not waited for.
        Assert.InRange(trial.EndedAt!.Value - trial.StartedAt!.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","trialTimeoutSeconds":0.2""")]
    public async Task GracePeriod_LongerThanTheMoney_EndsWithIt(string fields)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"hangs","trials":1,"gracePeriodSeconds":60,"budget":{"limitUsd":0.0005,"usdPerHour":3.6}{{fields}} }""");

        var study = await app.EndAsync(name);

        // A thousandth of a dollar pays for a second; "hangs" ends by itself after 20.
        var trial = (await app.TrialsAsync(name))[0];
        Assert.InRange(trial.EndedAt!.Value - trial.StartedAt!.Value, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(15));
        Assert.Equal(trial.CostUsd, study.Ledger.SpentUsd);
        Assert.InRange(study.Ledger.SpentUsd, 0.0002m, 0.0005m);
    }

    [Fact]
    public async Task Median_ParallelStudy_PrunesTrialsThatAreWorseThanTheMedianAlone()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":"curve","trials":40,"parallelism":4,"sampler":"random","seed":5,"pruner":{"type":"median","nStartupTrials":4,"nWarmupSteps":2} }""");

        var study = await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.Equal(40, study.Counts.Complete + study.Counts.Pruned);
        Assert.InRange(study.Counts.Pruned, 15, 36);
        Assert.All(trials.Where(t => t.State == TrialState.Pruned), t =>
        {
            Assert.StartsWith("pruner: median at step ", t.Reason, StringComparison.Ordinal);
            Assert.Equal(t.Parameters["x"].AsDouble() + (1.0 / (t.LastStep!.Value + 1)), t.Values![0]);
            // Worse than half of those that were complete in the end; the median can only have sunk since.
            Assert.True(
                t.Parameters["x"].AsDouble() > trials.Where(o => o.State == TrialState.Complete).Min(o => o.Parameters["x"].AsDouble()));
        });
        Assert.Equal(trials.Min(t => t.Parameters["x"].AsDouble()), study.Best!.Values[0]);
    }

    [Fact]
    public async Task Repeats_OfAPoint_AreAveragedAndEachHasItsSeed()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"repeated","trials":2,"repeats":4,"minReports":3,"budget":{"limitUsd":1, "reported": true} }""");

        var study = await app.EndAsync(name);
        var trial = await app.Client.GetTrialAsync(name, 1);

        Assert.Equal((TrialState.Complete, 2.5, 0.04m, 3), (trial.State, trial.Values![0], trial.CostUsd, trial.LastStep));
        Assert.Equal(5.0, trial.Metrics!["twice"]);
        Assert.Equal([new(0, 1), new(1, 2), new(2, 3), new(3, 4)], trial.Reports!);
        Assert.Equal(8, Enumerable.Range(0, 8).Select(i => LifeObjectives.Seeds[(name, i / 4, i % 4)]).Distinct().Count());
        Assert.Equal(0.08m, study.Ledger.SpentUsd);
    }

    [Theory]
    [InlineData(""","pruner":{"type":"threshold","upper":2.5,"nWarmupSteps":0}""", "pruner: threshold at step 2", 2.0, 2)]
    [InlineData(""","minReports":4""", "minReports: 3 of at least 4", 1.0, 0)]
    [InlineData(""","score":{"twice":1},"pruner":{"type":"threshold","upper":5}""", "pruner: threshold at step 2", 4.0, 2)]
    public async Task Repeats_CutShort_KeepTheMeanSoFar(string fields, string reason, double value, int lastStep)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"repeated","trials":2,"repeats":5{{fields}} }""");

        await app.EndAsync(name);

        var trial = await app.Client.GetTrialAsync(name, 1);
        Assert.Equal((TrialState.Pruned, reason, value, lastStep), (trial.State, trial.Reason, trial.Values![0], trial.LastStep));
        Assert.False(LifeObjectives.Seeds.ContainsKey((name, 1, lastStep + 1)));
    }

    [Fact]
    public async Task Retry_ObjectiveThrows_WaitsLongerEachTimeByAJitterThatIsTheStudysOwn()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"throws-thrice","trials":2,"parallelism":2,"maxAttempts":4,"retryDelaySeconds":0.2,"seed":9}""");

        Assert.Equal(2, (await app.EndAsync(name)).Counts.Complete);

        for (var number = 0; number < 2; number++)
        {
            var begun = LifeObjectives.Begun[(name, number)].ToArray();
            Assert.Equal(4, begun.Length);
            // A timer fires no earlier than it was set to; how much later is the machine's affair.
            for (var k = 0; k < 3; k++)
            {
                var waited = TimeProvider.System.GetElapsedTime(begun[k], begun[k + 1]);
                Assert.True(waited >= TimeSpan.FromSeconds(0.2 * (1 << k) * 0.75), $"after attempt {k + 1}: {waited}");
            }
        }
    }

    [Theory]
    [InlineData("final-failure-once", "")]
    [InlineData("nan-once", ""), InlineData("throws-once", "")]
    [InlineData("hangs-once", ""","trialTimeoutSeconds":0.3""")]
    public async Task Retry_EnqueuedPointThatFails_HasASecondChanceAndOthersNone(string objective, string fields)
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":"{{objective}}","trials":2,"maxAttempts":1,"retryDelaySeconds":0.05,"enqueue":[{"x":0.5}]{{fields}} }""");

        await app.EndAsync(name);
        var trials = await app.TrialsAsync(name);

        Assert.Equal((TrialState.Complete, 2, true), (trials[0].State, trials[0].Attempt, trials[0].Enqueued));
        Assert.Equal((TrialState.Failed, 1, false), (trials[1].State, trials[1].Attempt, trials[1].Enqueued));
    }

    [Fact]
    public async Task Retry_EnqueuedPointThatAlwaysFails_FailsAtItsSecondAttempt()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"half-fails","trials":1,"retryDelaySeconds":0.05,"maxAttempts":5,"enqueue":[{"x":0.5}] }""");

        await app.EndAsync(name);

        var trial = Assert.Single(await app.TrialsAsync(name));
        Assert.Equal((TrialState.Failed, 2, "an even number"), (trial.State, trial.Attempt, trial.Reason));
    }

    [Fact]
    public async Task Cost_ThatIsReported_IsPaidForAsItGrowsAndReplacedByWhatTheResultSays()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"says-its-cost","trials":2,"budget":{"limitUsd":1,"expectedUsd":0.005, "reported": true} }""");

        var study = await app.EndAsync(name);
        var trial = await app.Client.GetTrialAsync(name, 0);

        Assert.Equal((TrialState.Complete, 0.11m), (trial.State, trial.CostUsd));
        Assert.Equal(0.03m, trial.Reports![2].CostUsd);
        Assert.Equal((0.22m, 0m), (study.Ledger.SpentUsd, study.Ledger.OverrunUsd));
    }

    [Fact]
    public async Task Cost_ThatIsReportedAndNobodyCanPay_EndsTheTrialWithItsCost()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"says-its-cost","trials":5,"budget":{"limitUsd":0.045,"expectedUsd":0.01, "reported": true} }""");

        var study = await app.EndAsync(name);
        var trial = Assert.Single(await app.TrialsAsync(name));

        Assert.Equal(
            (TrialState.Pruned, "budget", 0.05m, 4, 4.0), (trial.State, trial.Reason, trial.CostUsd, trial.LastStep, trial.Values![0]));
        Assert.Equal((0.05m, 0.005m, StopReason.Budget), (study.Ledger.SpentUsd, study.Ledger.OverrunUsd, study.StopReason));
    }

    [Fact]
    public async Task Cost_BesideAMeter_IsAddedToIt()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"says-its-cost","trials":1,"budget":{"limitUsd":1,"usdPerTrial":0.02,"reported":true} }""");

        Assert.Equal(0.13m, (await app.EndAsync(name)).Ledger.SpentUsd);
    }

    [Fact]
    public async Task Cost_WhereOnlyTheMeterCounts_IsNotCharged()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"says-its-cost","trials":1,"budget":{"limitUsd":1,"usdPerTrial":0.02} }""");

        Assert.Equal(0.02m, (await app.EndAsync(name)).Ledger.SpentUsd);
    }

    [Fact]
    public async Task Sweep_WorkerLostAmidItsReports_TheNextAttemptsCountAlone()
    {
        var (app, name) = (apps.App, NewName());
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"slow-steps","trials":1,"pruner":{"type":"median"} }""");
        await UntilReportedAsync(app, name, 12);
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
        await app.EndAsync(name);

        var trial = await app.Client.GetTrialAsync(name, 0);
        Assert.Equal((TrialState.Complete, 2, 20), (trial.State, trial.Attempt, trial.LastStep));
        Assert.Equal(Enumerable.Range(0, 21).Select(step => new ReportView(step, 2)), trial.Reports!);
    }

    [Theory]
    [InlineData(TransportFault.Unavailable), InlineData(TransportFault.AnswerLost), InlineData(TransportFault.NotSent)]
    public async Task Reports_TenthOfTheRequestsFail_NoneIsLost(TransportFault fault)
    {
        var random = new Random(7);
        var transport = new FaultyTransport((k, _) =>
        {
            lock (random) return ValueTask.FromResult(k > 20 && random.NextDouble() < 0.1 ? fault : TransportFault.None);
        });
        await using var app = await TunerApp.StartAsync(apps.ConnectionString, transport);
        var name = $"report-faults-{fault}";
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"thousand-steps","sampler":"random","trials":6,"parallelism":2,"pruner":{"type":"median"} }""");

        await app.EndAsync(name);

        for (var number = 0; number < 6; number++)
        {
            var trial = await app.Client.GetTrialAsync(name, number);
            // Until five are complete nobody is pruned; the sixth goes on as long as it is not worse.
            if (trial.State == TrialState.Complete) Assert.Equal(999, trial.LastStep);
            Assert.Equal(
                Enumerable.Range(0, trial.LastStep!.Value + 1).Select(step => new ReportView(step, step * number)), trial.Reports!);
        }
    }

    private static async Task UntilReportedAsync(TunerApp app, string name, int reports)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await app.UntilAsync(name, s => s.Counts.Running > 0);
        while ((await app.Client.GetTrialAsync(name, 0, limit.Token)).Reports!.Count < reports)
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }

    private static string NewName() => $"life-{Interlocked.Increment(ref s_studies)}";
}
