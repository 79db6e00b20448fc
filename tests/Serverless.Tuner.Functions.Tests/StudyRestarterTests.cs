using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>A host begins to drive the studies of a storage, of whose orchestrations nothing is left.</summary>
public sealed class StudyRestarterTests : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task RestartAll_AfterAnotherHostsEnd_RunningStudiesGoOnInANewRunAndEndedOnesAreLeftAlone()
    {
        var before = new Dictionary<string, string>();
        await using (var first = await TunerApp.StartAsync(_azurite.ConnectionString))
        {
            await first.Client.StartStudyAsync("""{"name":"over","objective":"number","trials":2}""");
            await first.EndAsync("over");
            foreach (var name in (string[])["one", "two"])
            {
                await first.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":2,"parallelism":2}""");
                await first.UntilAsync(name, s => s.Counts.Running == 2);
            }

            foreach (var name in (string[])["over", "one", "two"]) before[name] = await RunOfAsync(first, name);
        }

        await using var second = await TunerApp.StartAsync(_azurite.ConnectionString);
        await RestartAsync(second);

        foreach (var name in (string[])["one", "two"])
        {
            await UntilAsync(second, name, trial => trial.Attempt == 2 && trial.State == TrialState.Running);
            Assert.NotEqual(before[name], await RunOfAsync(second, name));
            await second.Client.StopStudyAsync(name);
            Assert.Equal(2, (await second.EndAsync(name)).Counts.Pruned);
        }

        Assert.Equal(before["over"], await RunOfAsync(second, "over"));
    }

    /// <summary>A host that loses its turn and has it again: what it evaluates meanwhile is not lost.</summary>
    [Fact]
    public async Task RestartAll_WhileTrialsAreEvaluatedHere_WaitsForThemAndTakesTheirResults()
    {
        await using var app = await TunerApp.StartAsync(_azurite.ConnectionString);
        await app.Client.StartStudyAsync("""{"name":"kept","objective":"until-released","trials":2,"parallelism":2}""");
        await app.UntilAsync("kept", s => s.Counts.Running == 2);
        var run = await RunOfAsync(app, "kept");

        await RestartAsync(app);
        LifeObjectives.Release.SetResult();
        var ended = await app.EndAsync("kept");

        Assert.NotEqual(run, await RunOfAsync(app, "kept"));
        Assert.Equal(2, ended.Counts.Complete);
        Assert.All(await app.TrialsAsync("kept"), trial => Assert.Equal(1, trial.Attempt));
    }

    [Fact]
    public async Task RestartAll_StudyThatCannotBeRead_IsLeftAloneAndTheOthersGoOn()
    {
        var run = await LeaveTwoRunningAsync();
        await using var second = await TunerApp.StartAsync(_azurite.ConnectionString);
        await DamageAsync(second, "a-broken");

        await RestartAsync(second);

        Assert.NotEqual(run, await RunOfAsync(second, "b-fine"));
        await second.Client.StopStudyAsync("b-fine");
        await second.EndAsync("b-fine");
    }

    [Fact]
    public async Task Watch_StudyThatCannotBeRead_TakesUpThoseBehindIt()
    {
        var run = await LeaveTwoRunningAsync();
        await using var second = await TunerApp.StartAsync(_azurite.ConnectionString);
        await DamageAsync(second, "a-broken");
        var client = second.Services.GetRequiredService<DurableTaskClient>();
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var watching = ActivatorUtilities.CreateInstance<StudyWatch>(second.Services, client).RunAsync(watched.Token);

        // It looks at once; the sweep, which comes by once a minute, would start it too.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (await client.GetInstanceAsync(StudyStarter.InstanceId(StudyName.Parse("b-fine"), run), limit.Token) is null)
            await Task.Delay(20, limit.Token);
        await second.Client.StopStudyAsync("b-fine");
        await second.EndAsync("b-fine");
        await watched.CancelAsync();
        await watching;
    }

    /// <summary>A load balancer may send a call-back to any host.</summary>
    [Fact]
    public async Task Watch_CallbackToAHostThatOnlyAnswers_IsKeptThereAndReachesTheOrchestrationHere()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await using var driver = await TunerApp.StartAsync(_azurite.ConnectionString);
        await using var other = await TunerApp.StartAsync(_azurite.ConnectionString, drives: false);
        other.Services.GetRequiredService<StudyStarter>().Drives = false;
        await driver.Client.StartStudyAsync(
            $$"""{"name":"told-elsewhere","objective":{"url":"{{endpoint.Url}}"},"searchSpace":{"x":[0,1]},"trials":1}""");
        var told = new Uri((await endpoint.CallAsync(0)).CallbackUrl);
        var studies = driver.Tables.GetTableClient("tunerstudies");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await studies.GetEntityAsync<TableEntity>("told-elsewhere", "trial|0000000000")).Value.ContainsKey("LookAt"))
            await Task.Delay(20, limit.Token);
        // Its first look wakes every study; what it sees then it learns from what the other host writes.
        var clock = new CountingTimeProvider();
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = ActivatorUtilities.CreateInstance<StudyWatch>(
            driver.Services, driver.Services.GetRequiredService<DurableTaskClient>(), clock).RunAsync(watched.Token);
        while (clock.PendingTimers == 0) await Task.Delay(20, limit.Token);

        using var outcome = new StringContent("""{"value": 0.5}""");
        using var answer = await other.Http.PostAsync(new Uri(told.PathAndQuery, UriKind.Relative), outcome);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        var trial = await other.Client.GetTrialAsync("told-elsewhere", 0);
        Assert.Equal((TrialState.Complete, 0.5), (trial.State, trial.Values!.Single()));
        clock.Advance(StudyWatch.Interval);

        Assert.Equal(1, (await driver.EndAsync("told-elsewhere", TimeSpan.FromSeconds(30))).Counts.Complete);
        Assert.Single(endpoint.Calls);
        await watched.CancelAsync();
        await watching;
    }

    /// <summary>A host ends while two studies run.</summary>
    /// <returns>The run of the second by name.</returns>
    private async Task<string> LeaveTwoRunningAsync()
    {
        await using var host = await TunerApp.StartAsync(_azurite.ConnectionString);
        foreach (var name in (string[])["a-broken", "b-fine"])
        {
            await host.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"waits","trials":1}""");
            await host.UntilAsync(name, s => s.Counts.Running == 1);
        }

        return await RunOfAsync(host, "b-fine");
    }

    private static async Task DamageAsync(TunerApp app, string name)
    {
        var studies = app.Tables.GetTableClient("tunerstudies");
        TableEntity row = await studies.GetEntityAsync<TableEntity>(name, "study");
        row["State"] = "Dreaming";
        await studies.UpdateEntityAsync(row, row.ETag);
    }

    private static Task RestartAsync(TunerApp app) =>
        ActivatorUtilities.CreateInstance<StudyRestarter>(app.Services, app.Services.GetRequiredService<DurableTaskClient>())
            .RestartAllAsync(TestContext.Current.CancellationToken);

    private static async Task<string> RunOfAsync(TunerApp app, string name) =>
        (await app.Services.GetRequiredService<StudyStore>().FindAsync(StudyName.Parse(name), TestContext.Current.CancellationToken))!.Run;

    private static async Task UntilAsync(TunerApp app, string name, Func<TrialView, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await app.TrialsAsync(name)).All(holds)) await Task.Delay(20, limit.Token);
    }
}
