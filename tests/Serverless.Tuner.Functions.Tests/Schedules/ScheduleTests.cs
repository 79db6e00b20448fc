using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Client;
using Serverless.Tuner.Functions.Schedules;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests.Schedules;

/// <summary>Schedules on real tables, driven as their timer would at a clock of the test's.</summary>
public sealed class ScheduleTests(TunerApps apps)
{
    private static readonly DateTimeOffset s_start = new(2031, 3, 28, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(s_start);

    private TunerApp App => apps.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Over the change of the clocks, with five hosts that have nothing in common but the tables.</summary>
    [Fact]
    public async Task Days_FiveHostsAtOnce_StartEachSlotsStudyOnce()
    {
        await PutAsync("days", """{"cron": "30 2 * * *", "timeZone": "Europe/Berlin", "overlap": "queue", "study": {"searchSpace": {"x": [0, 1]}, "trials": 1, "deterministic": true}}""");
        ScheduleDriver[] hosts = [.. Enumerable.Range(0, 5).Select(_ => Host())];

        for (var day = 0; day < 4; day++)
        {
            // The night of 30 March 2031 has no half past two.
            _time.SetUtcNow(new DateTimeOffset(2031, 3, 29, 2, 0, 0, TimeSpan.Zero).AddDays(day));
            for (var look = 0; look < 2; look++) await Task.WhenAll(hosts.Select(host => host.DriveAsync("days", Durable, Cancellation)));
            await CompleteAsync(LastRun(await ShowAsync("days")).Study, 1 - (day * 0.1));
        }

        await hosts[0].DriveAsync("days", Durable, Cancellation);
        var runs = (await ShowAsync("days")).Runs.Reverse().ToArray();
        Assert.Equal(
            ["days-20310329-0130", "days-20310330-0100", "days-20310331-0030", "days-20310401-0030"], runs.Select(run => run.Study));
        Assert.Equal(4, await CountAsync("days-2031"));
    }

    /// <summary>The host dies at each of its requests to the storage in turn: the next look of another goes on from there.</summary>
    [Fact]
    public async Task Drive_HostThatDiesAtAnyRequest_LeavesWhatTheNextOneFinishes()
    {
        var died = 0;
        for (var at = 1; ; at++)
        {
            var name = $"dies-{at}";
            await PutAsync(name, """{"cron": "0 * * * *", "study": {"searchSpace": {"x": [0, 1]}, "trials": 1, "deterministic": true}}""");
            _time.Advance(TimeSpan.FromHours(1));
            var dying = new DyingTransport(at);
            var isOver = true;
            try
            {
                await Host(dying).DriveAsync(name, Durable, Cancellation);
            }
            catch (Exception) when (dying.HasDied)
            {
                (isOver, died) = (false, died + 1);
            }

            await Host().DriveAsync(name, Durable, Cancellation);
            var run = LastRun(await ShowAsync(name));
            Assert.Equal(ScheduleRunState.Running, run.State);
            Assert.Equal(1, await CountAsync($"{name}-2031"));
            if (isOver) break;
        }

        Assert.InRange(died, 5, 60);
    }

    [Fact]
    public async Task Runs_AreComparedInAStudyOfTheirOwn_AndTheBetterPointIsServed()
    {
        await using var webhook = await Endpoint.StartAsync((_, _, _) => Task.CompletedTask);
        await PutAsync("noisy", $$"""
            {"cron": "0 * * * *", "overlap": "queue",
             "notify": [{"url": "{{webhook.Url}}", "secret": "trainer", "on": ["improved", "worse", "failed"]}],
             "study": {"searchSpace": {"learningRate": [0, 1], "name": {"categorical": ["it's", "b c"]} }, "fixed": {"seed": 7}, "trials": 3} }
            """);
        Assert.Equal(HttpStatusCode.NotFound, (await App.Http.GetAsync("v1/tuner/schedules/noisy/promoted")).StatusCode);
        double[] values = [1, 0.5, 0.9];
        foreach (var (i, value) in values.Index())
        {
            _time.Advance(TimeSpan.FromHours(1));
            await DriveAsync("noisy");
            // Another trial is the best each time.
            var run = LastRun(await ShowAsync("noisy")).Study;
            for (var trial = 0; trial < 3; trial++) await CompleteAsync(run, trial == i ? value : 10);
            await DriveAsync("noisy");
            // Trials of even numbers are the promoted point.
            if (LastRun(await ShowAsync("noisy")).Comparison is { } comparison)
                for (var trial = 0; trial < 10; trial++) await CompleteAsync(comparison, trial % 2 == 0 ? 1 : value < 0.6 ? 0.5 : 1.2);
            await DriveAsync("noisy");
        }

        var schedule = await ShowAsync("noisy");
        Assert.Equal(
            [ScheduleRunResult.Worse, ScheduleRunResult.Promoted, ScheduleRunResult.Promoted],
            schedule.Runs.Select(run => run.Result!.Value));
        Assert.Equal(
            ["schedule.improved", "schedule.improved", "schedule.worse"],
            webhook.Calls.Select(call => call.Body.GetProperty("type").GetString()));
        Assert.All(webhook.Calls, call => Assert.StartsWith("v1,", call.Headers["webhook-signature"], StringComparison.Ordinal));

        var promoted = await App.Client.GetPromotedAsync("noisy", cancellationToken: Cancellation);
        Assert.Equal((schedule.Runs[1].Study, 0.5), (promoted.Promoted!.Study, promoted.Promoted.Value));
        Assert.Equal(7, promoted.Promoted.Parameters["seed"].AsInt());
        Assert.Null((await App.Client.GetPromotedAsync("noisy", promoted.Tag, Cancellation)).Promoted);
        var env = await App.Client.GetPromotedTextAsync("noisy", "env", Cancellation);
        Assert.Contains("LEARNING_RATE=0.", env, StringComparison.Ordinal);
        Assert.Contains("SEED=7\n", env, StringComparison.Ordinal);
        Assert.Matches("NAME='(it'\\\\''s|b c)'\n", env);
        Assert.Contains("--seed=7", await App.Client.GetPromotedTextAsync("noisy", "flags", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelPrevious_StopsTheStudyThatRunsAndStartsTheNext()
    {
        await PutAsync("cancels", """{"cron": "0 * * * *", "overlap": "cancelPrevious", "study": {"objective": "waits", "trials": 2}}""");
        _time.Advance(TimeSpan.FromHours(1));
        await DriveAsync("cancels");
        var first = LastRun(await ShowAsync("cancels")).Study;
        await App.UntilAsync(first, study => study.Counts.Running > 0);

        _time.Advance(TimeSpan.FromHours(1));
        await DriveAsync("cancels");
        Assert.Equal(StopReason.Requested, (await App.EndAsync(first)).StopReason);
        await DriveAsync("cancels");

        var runs = (await ShowAsync("cancels")).Runs;
        Assert.Equal((ScheduleRunResult.Cancelled, ScheduleRunState.Running), (runs[1].Result!.Value, runs[0].State));
        await App.Client.StopStudyAsync(runs[0].Study, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task RunByHand_TakesItsPlaceBesideTheSlots_AndCountsOnceWithAKey()
    {
        await App.Client.PutScheduleAsync("by-hand", """{"cron": "0 0 1 1 *", "study": {"objective": "square", "trials": 3, "deterministic": true}}""", Cancellation);
        var client = App.Client.With(key: "once");
        var first = await client.RunScheduleAsync("by-hand", Cancellation);
        var run = Assert.Single(first.Runs);
        Assert.Null(run.Slot);
        Assert.StartsWith("by-hand-run-2", run.Study, StringComparison.Ordinal);
        await client.RunScheduleAsync("by-hand", Cancellation);
        await App.EndAsync(run.Study);
        await App.Services.GetRequiredService<ScheduleDriver>().DriveAsync("by-hand", Durable, Cancellation);

        var schedule = await ShowAsync("by-hand");
        Assert.Equal(ScheduleRunResult.Promoted, Assert.Single(schedule.Runs).Result);
        Assert.Equal(schedule.Promoted!.Value, (await App.Client.BestTrialsAsync(run.Study, 1, Cancellation)).Items[0].Values![0]);
    }

    /// <summary>The timer comes by once a minute: until then nobody else has seen that the run has ended.</summary>
    [Fact]
    public async Task RunByHand_WhoseRunBeforeHasEndedUnseen_Begins()
    {
        await App.Client.PutScheduleAsync("again", """{"cron": "0 0 1 1 *", "study": {"objective": "square", "trials": 2, "deterministic": true}}""", Cancellation);
        await App.EndAsync(LastRun(await App.Client.RunScheduleAsync("again", Cancellation)).Study);

        var runs = (await App.Client.RunScheduleAsync("again", Cancellation)).Runs;

        Assert.Equal((2, ScheduleRunResult.Promoted), (runs.Count, runs[1].Result));
        await App.EndAsync(runs[0].Study);
        var seeds = await Task.WhenAll(runs.Select(async run => (await App.Client.GetStudyAsync(run.Study, Cancellation)).Spec!.Seed));
        Assert.NotEqual(seeds[0], seeds[1]);
    }

    /// <summary>The slot that is due takes the place of a run that has ended unseen, which `skip` would else keep it from.</summary>
    [Fact]
    public async Task Drive_SlotThatIsDueAfterARunHasEnded_IsNotSkipped()
    {
        await PutAsync("dense", """{"cron": "* * * * *", "study": {"searchSpace": {"x": [0, 1]}, "trials": 1, "deterministic": true}}""");
        for (var slot = 0; slot < 3; slot++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await DriveAsync("dense");
            await CompleteAsync(LastRun(await ShowAsync("dense")).Study, slot);
        }

        Assert.Equal((3, 0), ((await ShowAsync("dense")).Runs.Count, (await ShowAsync("dense")).Skipped));
        await App.Client.DeleteScheduleAsync("dense", Cancellation);
    }

    [Fact]
    public async Task Put_WhatOtherThingsDoNotAllow_IsRefusedByField()
    {
        const string Study = "\"study\": {\"name\": \"beside-{yyyyMMdd-HHmm}\", \"objective\": \"square\"";
        await App.Client.PutScheduleAsync("beside", "{\"cron\": \"0 0 1 1 *\", " + Study + "}}", Cancellation);

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => App.Client.PutScheduleAsync(
            "other", "{\"cron\": \"0 0 1 1 *\", " + Study + ", \"budget\": {\"group\": \"no-group\", \"usdPerTrial\": 1}}}", Cancellation));

        Assert.Equal(["/study/budget/group", "/study/name"], refused.Problem.Errors!.Select(error => error.Pointer));
        // The schedule itself may be written again.
        await App.Client.PutScheduleAsync("beside", "{\"cron\": \"0 1 1 1 *\", " + Study + "}}", Cancellation);
        await App.Client.DeleteScheduleAsync("beside", Cancellation);
    }

    [Fact]
    public async Task Owner_WhoseKeyHasEnded_StartsNothingMore()
    {
        var key = await App.Client.CreateKeyAsync(new KeyRequest { Name = "s", Scope = KeyScope.Write, AllowanceUsd = 1 }, Cancellation);
        var keys = App.Services.GetRequiredService<KeyStore>();
        using var http = new HttpClient { BaseAddress = App.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-API-Key", key.Key);
        var theirs = new TunerClient(http);
        const string Spec = """{"cron": "0 0 1 1 *", "study": {"searchSpace": {"x": [0, 1]}, "trials": 1, "budget": {"limitUsd": 0.6, "usdPerTrial": 0.1}}}""";
        await PutAsync("owner", Spec);
        await theirs.PutScheduleAsync("theirs", Spec, Cancellation);

        Assert.Equal(403, (await Assert.ThrowsAsync<TunerApiException>(() => theirs.RunScheduleAsync("owner", Cancellation))).Status);
        Assert.Equal(400, (await Assert.ThrowsAsync<TunerApiException>(
            () => theirs.PutScheduleAsync("free", """{"cron": "0 * * * *", "study": {"objective": "number"}}""", Cancellation))).Problem.Status);
        // A shared budget alone sets no limit that the allowance could be charged with.
        Assert.Contains("/study/budget/limitUsd", (await Assert.ThrowsAsync<TunerApiException>(
            () => theirs.PutScheduleAsync("free", """{"cron": "0 * * * *", "study": {"objective": "number", "budget": {"group": "any", "usdPerTrial": 1}}}""", Cancellation)))
            .Problem.Errors!.Select(error => error.Pointer));
        Assert.Equal(403, (await Assert.ThrowsAsync<TunerApiException>(
            () => theirs.PutScheduleAsync("free", """{"cron": "0 * * * *", "study": {"objective": {"command": ["ls"]}, "searchSpace": {"x": [0, 1]}}}""", Cancellation))).Problem.Status);
        await theirs.RunScheduleAsync("theirs", Cancellation);
        Assert.Equal(0.4m, (await keys.FindAsync(key.Id, Cancellation))!.Allowance!.Left.Usd);
        await CompleteAsync(LastRun(await ShowAsync("theirs")).Study, 1);
        await App.Services.GetRequiredService<ScheduleDriver>().DriveAsync("theirs", Durable, Cancellation);

        await App.Client.RevokeKeyAsync(key.Id, Cancellation);
        await App.Client.RunScheduleAsync("theirs", Cancellation);

        var refused = LastRun(await ShowAsync("theirs"));
        Assert.Equal(ScheduleRunResult.Failed, refused.Result);
        Assert.Contains(key.Id, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_SecretsOfTheStudy_AreHidden()
    {
        await App.Client.PutScheduleAsync(
            "secret", """{"cron": "0 0 1 1 *", "study": {"objective": {"command": ["ls"], "environment": {"TOKEN": "hush"}}, "searchSpace": {"x": [0, 1]}}}""", Cancellation);

        var shown = await App.Http.GetStringAsync("v1/tuner/schedules");

        Assert.Contains("TOKEN", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", shown, StringComparison.Ordinal);
        await App.Client.DeleteScheduleAsync("secret", Cancellation);
    }

    private DurableTaskClient Durable => App.Services.GetRequiredService<DurableTaskClient>();

    private static ScheduleRunView LastRun(ScheduleView schedule) => schedule.Runs[0];

    private Task<ScheduleView> ShowAsync(string name) => App.Client.GetScheduleAsync(name, Cancellation);

    /// <summary>Makes a schedule at the test's own time.</summary>
    private async Task PutAsync(string name, string json)
    {
        await App.Client.PutScheduleAsync(name, json, Cancellation);
        await App.Services.GetRequiredService<ScheduleStore>().ChangeAsync(
            name, schedule => schedule with { DealtUntil = _time.GetUtcNow() }, Cancellation);
    }

    private Task DriveAsync(string name) => Host().DriveAsync(name, Durable, Cancellation);

    /// <summary>A host with tables of its own.</summary>
    private ScheduleDriver Host(HttpPipelineTransport? transport = null)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = transport is null ? 3 : 0;
        if (transport is not null) options.Transport = transport;
        var tables = new TunerTables(new TableServiceClient(apps.ConnectionString, options));
        T Of<T>(params object[] parts) => ActivatorUtilities.CreateInstance<T>(App.Services, parts);
        var studies = Of<StudyStore>(tables, _time);
        var (schedules, keys) = (Of<ScheduleStore>(tables, _time), Of<KeyStore>(tables, _time));
        var starter = Of<Orchestration.StudyStarter>(studies);
        var payments = Of<Access.StudyPayments>(studies, Of<Allowances>(keys, studies, _time), _time);
        return Of<ScheduleDriver>(
            schedules, studies, starter, Of<StudyLaunch>(starter, payments), Of<ScheduleCallers>(keys, _time),
            Of<ScheduleNoticeSender>(schedules, _time), _time);
    }

    /// <summary>Evaluates one trial of a study for workers.</summary>
    private async Task CompleteAsync(string study, double value)
    {
        var trial = (await App.Client.SuggestAsync(study, cancellationToken: Cancellation)).Trials.Single();
        await App.Client.CompleteAsync(study, trial.Number, new CompleteRequest(trial.Lease, [value]), Cancellation);
    }

    private async Task<int> CountAsync(string prefix) => await App.Client.ListStudiesAsync(Cancellation)
        .CountAsync(study => study.Name.StartsWith(prefix, StringComparison.Ordinal), Cancellation);

    /// <summary>A way to the storage that is cut for good before, or after, a request.</summary>
    private sealed class DyingTransport(int at) : HttpPipelineTransport
    {
        private readonly HttpClientTransport _inner = new();
        private int _requests;

        public bool HasDied => _requests >= at;

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            if (HasDied) throw new IOException("The host has died.");
            await _inner.ProcessAsync(message);
            if (++_requests >= at) throw new IOException("The host dies before it has the answer.");
        }
    }
}
