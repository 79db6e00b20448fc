using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Notifying;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The sweep, called as its timer would.</summary>
public sealed class SweepTests(TunerApps apps)
{
    private const string Row = "trial|0000000000";

    [Fact]
    public async Task Sweep_StudyThatCannotBeRead_SweepsThoseBehindItAndTellsOfItOnce()
    {
        var app = apps.App;
        var (broken, behind) = ("0-broken", "0-broken-s-neighbour");
        foreach (var name in new[] { broken, behind })
        {
            // Created by a process that did not come to start it.
            var spec = (await app.Client.StartStudyAsync($$"""{"name":"{{name}}-model","objective":"number","trials":2}""")).Spec with { Name = name };
            await app.Services.GetRequiredService<StudyStore>().CreateAsync(spec, CancellationToken.None);
        }

        var table = app.Tables.GetTableClient("tunerstudies");
        Azure.Data.Tables.TableEntity row = await table.GetEntityAsync<Azure.Data.Tables.TableEntity>(broken, "study");
        row["Spec"] = "{";
        await table.UpdateEntityAsync(row, Azure.ETag.All);
        var (logger, faults) = (new SweepLog(), new SweepFaults());

        for (var i = 0; i < 2; i++) await SweepAsync(app, faults, logger);

        Assert.Equal(2, (await app.EndAsync(behind)).Counts.Complete);
        Assert.Single(logger.Errors, e => e.Contains($"'{broken}'", StringComparison.Ordinal));
        var listed = (await app.Client.ListStudiesAsync(PageCursor.AfterStudy("0-broke"), 1)).Items.Single();
        Assert.Equal((broken, StudyState.Running, 2), (listed.Name, listed.State, listed.Trials));

        await app.Client.DeleteStudyAsync(broken);
        await SweepAsync(app, faults, logger);
        Assert.Single(logger.Errors, e => e.Contains($"'{broken}'", StringComparison.Ordinal));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Sweep_OrchestrationStandsStill_StartsANewRunUnlessATrialIsAlive(bool isAlive)
    {
        var (app, name) = (apps.App, $"still-{isAlive}");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":2}""");
        await app.UntilAsync(name, s => s.Counts.Running == 1);
        var study = (await Store(app).FindAsync(StudyName.Parse(name), CancellationToken.None))!;
        await Durable(app).SuspendInstanceAsync(StudyStarter.InstanceId(StudyName.Parse(name), study.Run));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((
            await Durable(app)
                .GetInstanceAsync(
                    StudyStarter.InstanceId(StudyName.Parse(name), study.Run)))!.RuntimeStatus != OrchestrationRuntimeStatus.Suspended)
            await Task.Delay(10, limit.Token);
        // What the evaluation itself may still write does not count as a sign of life; what the test writes does.
        var time =
            new FakeTimeProvider(
                TimeProvider.System.GetUtcNow()
                    + (isAlive ? TimeSpan.FromMilliseconds(20) : TimeSpan.FromMinutes(1)) + Standstills.Shortest);
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        if (isAlive) await SetAsync(app, name, "trial|0000000000", new() { ["Note"] = "alive" });

        await SweepAsync(app, time);

        var after = (await Store(app).FindAsync(StudyName.Parse(name), CancellationToken.None))!;
        Assert.Equal(isAlive, after.Run == study.Run);
        if (isAlive) await Durable(app).ResumeInstanceAsync(StudyStarter.InstanceId(StudyName.Parse(name), study.Run));
        await app.Client.StopStudyAsync(name);
        Assert.Equal(1, (await app.EndAsync(name)).Counts.Pruned);
    }

    [Fact]
    public async Task Sweep_StandstillWhileTheDiskIsFull_IsLeftAlone()
    {
        var (app, name) = (apps.App, "still-disk");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":1}""");
        await app.UntilAsync(name, s => s.Counts.Running == 1);
        var run = (await Store(app).FindAsync(StudyName.Parse(name), CancellationToken.None))!.Run;
        var full = new DiskSpace(TimeProvider.System) { IsFull = true };

        await SweepAsync(app, new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)), full);

        Assert.Equal(run, (await Store(app).FindAsync(StudyName.Parse(name), CancellationToken.None))!.Run);
        await app.Client.StopStudyAsync(name);
        await app.EndAsync(name);
    }

    /// <summary>Nobody writes its row for hours: that somebody will look at it counts as a sign of life.</summary>
    [Fact]
    public async Task Sweep_TrialThatWaitsForItsCallback_IsNoStandstillUntilSomebodyShouldHaveLookedAtIt()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        var (app, name, now) = (apps.App, StudyName.Parse("still-callback"), TimeProvider.System.GetUtcNow());
        var callbackUrl = await StartWaitingAsync(app, endpoint, name);
        var run = (await Store(app).FindAsync(name, CancellationToken.None))!.Run;

        await SweepAsync(app, new FakeTimeProvider(now + TimeSpan.FromHours(1)));
        var early = (await Store(app).ReadAsync(name, CancellationToken.None))!.Run;
        await SweepAsync(app, new FakeTimeProvider(now + TimeSpan.FromHours(7)));
        var late = (await Store(app).ReadAsync(name, CancellationToken.None))!.Run;

        Assert.Equal(run, early);
        Assert.NotEqual(run, late);
        await TellAsync(app, callbackUrl);
        Assert.Equal(1, (await app.EndAsync($"{name}", TimeSpan.FromSeconds(30))).Counts.Complete);
        Assert.Equal(1, Assert.Single(endpoint.Calls).Attempt);
    }

    [Fact]
    public async Task Sweep_TrialThatWaitsForItsCallback_IsLookedAtWhenNobodyHasAndNotPostedAgain()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        var (app, name, now) = (apps.App, StudyName.Parse("lost-callback"), TimeProvider.System.GetUtcNow());
        var callbackUrl = await StartWaitingAsync(app, endpoint, name);
        var claims = app.Services.GetRequiredService<TrialClaims>();

        await SetAsync(app, $"{name}", Row, new() { ["HeartbeatAt"] = now - TimeSpan.FromHours(1) });
        Assert.Empty(await claims.FindLostAsync(name, CancellationToken.None));
        var callback = JsonNode.Parse((await RowAsync(app, name)).GetString("Callback"))!;
        callback["lookAt"] = now - TimeSpan.FromMinutes(2);
        await SetAsync(app, $"{name}", Row, new() { ["LookAt"] = now - TimeSpan.FromMinutes(2), ["Callback"] = callback.ToJsonString() });
        Assert.Equal([0], await claims.FindLostAsync(name, CancellationToken.None));
        await SweepAsync(app, TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await RowAsync(app, name)).GetDateTimeOffset("LookAt") < now) await Task.Delay(10, limit.Token);

        await TellAsync(app, callbackUrl);
        Assert.Equal(1, (await app.EndAsync($"{name}", TimeSpan.FromSeconds(30))).Counts.Complete);
        Assert.Equal(1, Assert.Single(endpoint.Calls).Attempt);
    }

    [Fact]
    public async Task Standstills_ThatANewRunDoesNotEnd_AreLookedAtLessAndLess()
    {
        var spec = (await apps.App.Client.StartStudyAsync("""{"name":"still-model","objective":"number","trials":9}""")).Spec;
        var standstills = new Standstills();
        var study = StudyMachine.Create(spec, "run", DateTimeOffset.UnixEpoch);
        var patience = new List<double>();
        for (var turn = 0; turn < 6; turn++)
        {
            patience.Add(standstills.Patience(study).TotalMinutes);
            standstills.Restarted(study);
        }

        Assert.Equal([10, 20, 40, 80, 160, 160], patience);
        Assert.Equal(10, standstills.Patience(study with { NextNumber = 1 }).TotalMinutes);
    }

    /// <summary>Starts a study of one trial, and waits until that waits for its call-back.</summary>
    /// <returns>Where its endpoint is to call back.</returns>
    private static async Task<string> StartWaitingAsync(TunerApp app, Endpoint endpoint, StudyName name)
    {
        await app.Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":{"url":"{{endpoint.Url}}"},"searchSpace":{"x":[0,1]},"trials":1}""");
        var call = await endpoint.CallAsync(0);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await RowAsync(app, name)).ContainsKey("LookAt")) await Task.Delay(10, limit.Token);
        return call.CallbackUrl;
    }

    private static async Task TellAsync(TunerApp app, string callbackUrl)
    {
        using var outcome = new StringContent("""{"value": 0.5}""");
        (await app.Http.PostAsync(callbackUrl, outcome)).EnsureSuccessStatusCode();
    }

    private static async Task<Azure.Data.Tables.TableEntity> RowAsync(TunerApp app, StudyName name) =>
        await app.Tables.GetTableClient("tunerstudies").GetEntityAsync<Azure.Data.Tables.TableEntity>($"{name}", Row);

    private static StudyStore Store(TunerApp app) => app.Services.GetRequiredService<StudyStore>();

    private static DurableTaskClient Durable(TunerApp app) => app.Services.GetRequiredService<DurableTaskClient>();

    private static Task SetAsync(TunerApp app, string name, string row, Dictionary<string, object> values) =>
        app.Tables.GetTableClient("tunerstudies")
            .UpdateEntityAsync(new Azure.Data.Tables.TableEntity(values) { PartitionKey = name, RowKey = row }, Azure.ETag.All);

    private static Task SweepAsync(TunerApp app, TimeProvider time, DiskSpace? disk = null) =>
        ActivatorUtilities.CreateInstance<SweepStudies>(app.Services, time, disk ?? new DiskSpace(time), new Standstills()).RunAsync(
            Durable(app), TestContext.Current.CancellationToken);

    internal static Task SweepAsync(TunerApp app, NoticeSender sender) =>
        ActivatorUtilities.CreateInstance<SweepStudies>(app.Services, sender).RunAsync(
            Durable(app), TestContext.Current.CancellationToken);

    private static Task SweepAsync(TunerApp app, SweepFaults faults, ILogger<SweepStudies> logger) =>
        ActivatorUtilities.CreateInstance<SweepStudies>(app.Services, faults, logger).RunAsync(
            app.Services.GetRequiredService<DurableTaskClient>(), TestContext.Current.CancellationToken);

    private sealed class SweepLog : ILogger<SweepStudies>
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) Errors.Enqueue(formatter(state, exception));
        }
    }
}
