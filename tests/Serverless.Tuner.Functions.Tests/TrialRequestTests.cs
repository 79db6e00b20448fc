using System.Net;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>One trial is cancelled, or tried again.</summary>
public sealed class TrialRequestTests(TunerApps apps)
{
    [Fact]
    public async Task Cancel_TrialThatRuns_IsPrunedWithItsCostAndItsSlotIsFilled()
    {
        var (app, name) = (apps.App, "cancel");
        await app.Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":"waits","trials":3,"parallelism":2,"budget":{"limitUsd":100,"usdPerHour":360} }""");
        await UntilAsync(app, name, 1, t => t.State == TrialState.Running);

        await app.Client.CancelTrialAsync(name, 1);
        var trial = await UntilAsync(app, name, 1, t => t.EndedAt is not null);
        await app.UntilAsync(name, s => s.Counts is { Running: 2, Pruned: 1 });
        await UntilAsync(app, name, 2, t => t.State == TrialState.Running);

        Assert.Equal((TrialState.Pruned, "cancelled", 0.5), (trial.State, trial.Reason, trial.Values!.Single()));
        Assert.True(trial.CostUsd > 0, "its time was paid for");
        Assert.InRange(trial.DurationSeconds!.Value, 0.001, 60);
        Assert.Equal(trial.CostUsd, (await app.Client.GetStudyAsync(name)).Ledger.SpentUsd);
        Assert.Equal(trial.EndedAt, (await app.Client.CancelTrialAsync(name, 1)).EndedAt);
        Assert.Equal([TrialState.Running, TrialState.Pruned, TrialState.Running], (await app.TrialsAsync(name)).Select(t => t.State));
        await app.Client.StopStudyAsync(name);
        await app.EndAsync(name);
    }

    /// <summary>It is no use to the user who cancelled it, unlike one of a study that was stopped.</summary>
    [Fact]
    public async Task Cancel_TrialThatReturnsAResultAllTheSame_IsPruned()
    {
        var (app, name) = (apps.App, "cancel-result");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"returns-when-cut","trials":1}""");
        await UntilAsync(app, name, 0, t => t.State == TrialState.Running);

        await app.Client.CancelTrialAsync(name, 0);

        Assert.Equal((0, 1), ((await app.EndAsync(name)).Counts.Complete, (await app.Client.GetStudyAsync(name)).Counts.Pruned));
    }

    [Fact]
    public async Task Cancel_ProgramThatRuns_IsEnded()
    {
        var (app, name) = (apps.App, "cancel-program");
        var folder = Directory.CreateTempSubdirectory("tuner-cancel-");
        try
        {
            await app.Client.StartStudyAsync(
                $$"""{"name":"{{name}}","objective":{"command":["sh","-c","echo $$ > '{{folder.FullName}}/pid'; exec sleep 600"],"workingDirectory":"{{folder.FullName}}"},"searchSpace":{"x":[0,1]},"trials":1,"gracePeriodSeconds":5}""");
            var file = Path.Combine(folder.FullName, "pid");
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!File.Exists(file) || new FileInfo(file).Length == 0) await Task.Delay(10, limit.Token);
            var pid = int.Parse(await File.ReadAllTextAsync(file, limit.Token), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(Directory.Exists($"/proc/{pid}"));

            await app.Client.CancelTrialAsync(name, 0);
            await app.EndAsync(name);

            Assert.False(Directory.Exists($"/proc/{pid}"), "the program runs");
            Assert.Equal("cancelled", (await app.TrialsAsync(name)).Single().Reason);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The trial reports nothing, and its own server is asked nothing: its heartbeat alone reads the study.</summary>
    [Fact]
    public async Task Cancel_ThroughAnotherServerOfATrialThatNeverReports_IsPrunedByItsHeartbeat()
    {
        var (app, name) = (apps.App, "cancel-silent");
        await using var other = await TunerApp.StartAsync(apps.ConnectionString, drives: false);
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"gated","trials":1}""");
        await UntilAsync(other, name, 0, t => t.State == TrialState.Running);

        Assert.Equal(TrialState.Running, (await other.Client.CancelTrialAsync(name, 0)).State);
        await other.EndAsync(name, TimeSpan.FromMinutes(1));

        var trial = (await other.TrialsAsync(name)).Single();
        Assert.Equal((TrialState.Pruned, "cancelled", 1), (trial.State, trial.Reason, trial.Attempt));
    }

    /// <summary>Between two attempts nobody evaluates it: its slot does not wait for the next one.</summary>
    [Fact]
    public async Task Cancel_TrialThatWaitsForItsNextAttempt_FreesItsSlotAtOnce()
    {
        var (app, name) = (apps.App, "cancel-waiting");
        await app.Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":"throws","trials":2,"maxAttempts":2,"retryDelaySeconds":240}""");
        foreach (var number in (int[])[0, 1])
        {
            await UntilAsync(app, name, number, t => t is { State: TrialState.Waiting, Attempt: 1, Reason: not null });
            Assert.Null((await app.Client.GetTrialAsync(name, number)).DurationSeconds);
            Assert.Equal(TrialState.Pruned, (await app.Client.CancelTrialAsync(name, number)).State);
        }

        Assert.Equal((StopReason.Trials, 2), ((await app.EndAsync(name)).StopReason, (await app.Client.GetStudyAsync(name)).Counts.Pruned));
    }

    [Fact]
    public async Task Cancel_TrialThatHasEnded_Answers409ThatSaysHow()
    {
        var (app, name) = (apps.App, "cancel-ended");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":1}""");
        await app.EndAsync(name);

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.CancelTrialAsync(name, 0));

        Assert.Equal((409, $"Trial 0 of study '{name}' has ended already: it is complete."), (refused.Status, refused.Message));
        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.CancelTrialAsync(name, 1))).Status);
    }

    [Fact]
    public async Task Retry_TrialThatHasEnded_IsTriedAgainOncePerRequest()
    {
        var (app, name) = (apps.App, "retry");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"half-fails","trials":2}""");
        await app.EndAsync(name);

        await app.Client.RetryTrialAsync(name, 0, new RetryRequest { RequestId = "once" });
        var study = await app.Client.RetryTrialAsync(name, 0, new RetryRequest { RequestId = "once" });
        Assert.Equal((1, $"tuner study extend {name} --trials 3"), (study.Enqueued, study.ContinueWith));
        await app.Client.ExtendStudyAsync(name, new ExtendRequest { Trials = 3 });
        await app.EndAsync(name);

        var trials = await app.TrialsAsync(name);
        Assert.Equal((true, trials[0].Parameters["x"]), (trials[2].Enqueued, trials[2].Parameters["x"]));
        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.RetryTrialAsync(name, 3))).Status);
    }

    [Fact]
    public async Task Retry_TrialThatRuns_Answers409()
    {
        var (app, name) = (apps.App, "retry-running");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":1}""");
        await UntilAsync(app, name, 0, t => t.State == TrialState.Running);

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.RetryTrialAsync(name, 0));

        Assert.Equal(409, refused.Status);
        Assert.Equal($"Trial 0 of study '{name}' has not ended; wait until it has, or cancel it first.", refused.Message);
        await app.Client.StopStudyAsync(name);
        await app.EndAsync(name);
    }

    [Theory]
    [InlineData("""{"requestId":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"request":"a"}""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task Retry_Body_IsReadStrictlyAndMayBeEmpty(string body, HttpStatusCode expected)
    {
        await apps.App.Client.StartStudyAsync("""{"name":"retry-body","objective":"number","trials":1}""");
        await apps.App.EndAsync("retry-body");

        using var response = await apps.App.Http.PostAsync(
            new Uri("v1/tuner/studies/retry-body/trials/0/retry", UriKind.Relative), new StringContent(body));

        Assert.Equal(expected, response.StatusCode);
    }

    private static async Task<TrialView> UntilAsync(TunerApp app, string name, int number, Func<TrialView, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                var trial = await app.Client.GetTrialAsync(name, number, limit.Token);
                if (condition(trial)) return trial;
            }
            catch (TunerApiException e) when (e.Status == 404)
            {
                // It has not been suggested yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }
}
