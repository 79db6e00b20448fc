using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Tests;

public sealed class PauseTests(TunerApps apps)
{
    [Fact]
    public async Task Pause_RunningTrialsEndNoneStart_AndItSurvivesANewRun()
    {
        var (app, name) = (apps.App, "pause");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"gated","trials":5,"parallelism":2}""");
        await app.UntilAsync(name, s => s.Counts.Running == 2);

        var paused = await app.Client.PauseStudyAsync(name);
        Assert.Equal(paused.Waiting, (await app.Client.PauseStudyAsync(name)).Waiting);
        Assert.Equal((StudyState.Running, "pause", 2), (paused.State, paused.Waiting?.For, paused.Counts.Running));
        TestObjectives.Gates.GetOrAdd(name, _ => new TaskCompletionSource()).SetResult();
        await app.UntilAsync(name, s => s.Counts.Complete == 2);
        await NewRunAsync(app, name);

        var study = await app.Client.GetStudyAsync(name);
        var listed = (await app.Client.ListStudiesAsync(PageCursor.AfterStudy("paus"), 1)).Items.Single();
        Assert.Equal((StudyState.Running, "pause", 2, 2), (study.State, study.Waiting?.For, study.Counts.Ended, study.TrialsRun));
        Assert.Equal((name, "pause"), (listed.Name, listed.Waiting?.For));

        Assert.Null((await app.Client.ResumeStudyAsync(name)).Waiting);
        await app.Client.ResumeStudyAsync(name);
        Assert.Equal((StopReason.Trials, 5), ((await app.EndAsync(name)).StopReason, (await app.TrialsAsync(name)).Count));
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.PauseStudyAsync(name));
        Assert.Equal((409, $"Study '{name}' has ended; there is nothing to pause."), (refused.Status, refused.Message));
    }

    [Fact]
    public async Task Stop_WhilePaused_EndsAtOnceAndKeepsWhatThereIs()
    {
        var (app, name) = (apps.App, "pause-stop");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":5,"parallelism":2}""");
        await app.UntilAsync(name, s => s.Counts.Running == 2);
        await app.Client.PauseStudyAsync(name);

        await app.Client.StopStudyAsync(name);
        var study = await app.EndAsync(name);

        Assert.Equal((StopReason.Requested, 2, null), (study.StopReason, study.Counts.Pruned, study.Waiting));
    }

    [Fact]
    public async Task Resume_StudyThatCannotGoOn_NamesTheCommandThatLetsIt()
    {
        var (app, name) = (apps.App, "go-on");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"number","trials":2}""");
        var ended = await app.EndAsync(name);

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.ResumeStudyAsync(name));

        Assert.Equal($"tuner study extend {name} --trials 3", ended.ContinueWith);
        Assert.Equal(
            (409, $"All 2 trials of study '{name}' have ended. `{ended.ContinueWith}` lets it go on."), (refused.Status, refused.Message));
        Assert.Equal((2, 7), (ended.TrialsRun, ended.Id!.Value.Version));
        Assert.InRange(ended.DurationSeconds, 0, (ended.EndedAt!.Value - ended.CreatedAt).TotalSeconds + 0.001);
    }

    /// <summary>As a server does that begins to drive the study.</summary>
    private static async Task NewRunAsync(TunerApp app, string name)
    {
        var store = app.Services.GetRequiredService<Storage.StudyStore>();
        var run = (await store.FindAsync(StudyName.Parse(name), CancellationToken.None))!.Run;
        var study = (await store.RestartAsync(StudyName.Parse(name), run, CancellationToken.None))!;
        var client = app.Services.GetRequiredService<DurableTaskClient>();
        await app.Services.GetRequiredService<StudyStarter>().EnsureStartedAsync(client, study, CancellationToken.None);
        // Its first advance is over.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await store.ReadAsync(StudyName.Parse(name), limit.Token))!.Sequence == 0) await Task.Delay(10, limit.Token);
    }
}
