using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.Storage;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>At most so many studies at once, the others in order.</summary>
public sealed class QueueTests(TunerApps apps)
{

    [Fact]
    public async Task Studies_OfAnAppThatRunsTwoAtOnce_RunByPriorityThenByCreation()
    {
        await using var azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        await using var app = await TunerApp.StartAsync(
            azurite.ConnectionString, configure: services => services.AddSingleton(new QueueSettings(2)));
        foreach (var name in (string[])["a", "b", "c"]) await app.Client.StartStudyAsync(Study(name));
        await app.Client.StartStudyAsync(Study("urgent", priority: 5));
        await app.Client.StartStudyAsync(Study("gone"));
        await app.Client.StartStudyAsync(Study("stopped"));
        await app.UntilAsync("a", study => study.Counts.Running == 1);
        await app.UntilAsync("b", study => study.Counts.Running == 1);

        var pending = (await app.Client.QueryStudiesAsync(new StudyQuery { State = StudyState.Pending })).Items;
        Assert.Equal(
            ["urgent 1", "c 2", "gone 3", "stopped 4"],
            pending.OrderBy(study => study.Waiting!.Position).Select(study => $"{study.Name} {study.Waiting!.Position}"));
        Assert.All(pending, study => Assert.Null(study.StartedAt));
        var shown = await app.Client.GetStudyAsync("c");
        Assert.Equal(("queue", 2, (DateTimeOffset?)null), (shown.Waiting!.For, shown.Waiting.Position, shown.Deadline));

        await app.Client.DeleteStudyAsync("gone");
        var stopped = await app.Client.StopStudyAsync("stopped");
        Assert.Equal((StudyState.Ended, StopReason.Requested, 0), (stopped.State, stopped.StopReason, stopped.Counts.Ended));
        Assert.Equal(409, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.PauseStudyAsync("c"))).Problem.Status);
        await app.Client.ExtendStudyAsync("c", new ExtendRequest { Trials = 2 });

        await ReleaseAsync(app, "a");
        await app.UntilAsync("urgent", study => study.Counts.Running == 1);
        Assert.Equal(StudyState.Pending, (await app.Client.GetStudyAsync("c")).State);
        await app.Client.StopStudyAsync("urgent");
        var running = await app.UntilAsync("c", study => study.Counts.Running == 1);
        Assert.True(running.StartedAt > running.CreatedAt);
        Assert.True(running.Deadline > running.StartedAt + TimeSpan.FromSeconds(99));
        foreach (var name in (string[])["b", "c"]) await ReleaseAsync(app, name);

        // One that has ended goes on when it is its turn, and takes a place for that.
        await app.Client.ExtendStudyAsync("a", new ExtendRequest { Trials = 2 });
        Assert.Equal(2, (await app.EndAsync("a")).Counts.Complete);
    }

    [Fact]
    public async Task Studies_OfABudgetAndOfAKey_AreAsManyAtOnceAsEachAllows()
    {
        var app = apps.App;
        await app.Client.PutBudgetAsync("queued", new BudgetRequest { LimitUsd = 1, MaxStudies = 1 });
        string Shared(string name) => Study(name, more: ""","budget":{"group":"queued","usdPerTrial":0.01}""");
        Assert.Equal(StudyState.Running, (await app.Client.StartStudyAsync(Shared("queued-a"))).State);
        Assert.Equal(StudyState.Pending, (await app.Client.StartStudyAsync(Shared("queued-b"))).State);
        Assert.Equal(StudyState.Running, (await app.Client.StartStudyAsync(Study("queued-free"))).State);
        // More may run at once: that is so at once.
        await app.Client.PutBudgetAsync("queued", new BudgetRequest { LimitUsd = 1, MaxStudies = 2 });
        await app.UntilAsync("queued-b", study => study.State == StudyState.Running);

        var key = await app.Client.CreateKeyAsync(new KeyRequest { Name = "one at once", Scope = KeyScope.Write, MaxStudies = 1 });
        using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-API-Key", key.Key);
        var keyed = new TunerClient(http);
        Assert.Equal(StudyState.Running, (await keyed.StartStudyAsync(Study("keyed-a"))).State);
        Assert.Equal(StudyState.Pending, (await keyed.StartStudyAsync(Study("keyed-b"))).State);
        await app.Client.DeleteStudyAsync("keyed-a");
        await app.UntilAsync("keyed-b", study => study.State == StudyState.Running);
        foreach (var name in (string[])["queued-a", "queued-b", "queued-free", "keyed-b"]) await ReleaseAsync(app, name);
    }

    [Fact]
    public async Task Studies_StartedByThreeHostsAtOnce_AreNeverMoreAtOnceThanAllowed()
    {
        await using var azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        void Two(IServiceCollection services) => services.AddSingleton(new QueueSettings(2));
        await using var app = await TunerApp.StartAsync(azurite.ConnectionString, configure: Two);
        await using var second = await TunerApp.StartAsync(azurite.ConnectionString, configure: Two);
        await using var third = await TunerApp.StartAsync(azurite.ConnectionString, configure: Two);
        TunerApp[] hosts = [app, second, third];
        var names = Enumerable.Range(0, 12).Select(i => $"race-{i}").ToArray();
        var most = 0;
        using var ended = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                var page = await third.Client.QueryStudiesAsync(new StudyQuery { State = StudyState.Running, Limit = 1000 });
                most = Math.Max(most, page.Items.Count);
                await SweepAsync(hosts[most % 3]);
            }
        });

        await Task.WhenAll(names.Select((name, i) => hosts[i % 3].Client.StartStudyAsync(Study(name, objective: "number"))));
        await Task.WhenAll(names.Select(name => app.EndAsync(name)));
        await ended.CancelAsync();
        await watching;

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Sweep_PlacesOfStudiesThatAreGone_AreGivenToOthers()
    {
        await using var azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        await using var app = await TunerApp.StartAsync(
            azurite.ConnectionString, configure: services => services.AddSingleton(new QueueSettings(1)));
        await app.Client.StartStudyAsync(Study("holder"));
        await app.Client.StartStudyAsync(Study("next"));
        var store = app.Services.GetRequiredService<StudyStore>();
        // A process deletes the first and dies before it can give back the place.
        await store.DeleteAsync(Core.Studies.StudyName.Parse("holder"), CancellationToken.None);
        Assert.Equal(StudyState.Pending, (await app.Client.GetStudyAsync("next")).State);

        await SweepAsync(app);

        await app.UntilAsync("next", study => study.Counts.Running == 1);
        await ReleaseAsync(app, "next");
    }

    private static Task SweepAsync(TunerApp app) => ActivatorUtilities.CreateInstance<SweepBudgets>(app.Services)
        .RunAsync(app.Services.GetRequiredService<DurableTaskClient>(), CancellationToken.None);

    private static async Task ReleaseAsync(TunerApp app, string name)
    {
        TestObjectives.Gates.GetOrAdd(name, _ => new TaskCompletionSource()).TrySetResult();
        await app.EndAsync(name);
    }

    private static string Study(string name, int priority = 0, string objective = "gated", string more = "") =>
        FormattableString.Invariant(
            $$"""{"name":"{{name}}","objective":"{{objective}}","trials":1,"sampler":"random","timeoutSeconds":100,"priority":{{priority}}{{more}}}""");
}
