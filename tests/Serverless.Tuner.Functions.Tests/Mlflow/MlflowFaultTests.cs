using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Mlflow;
using Serverless.Tuner.Storage;
using Serverless.Tuner.TestKit;
using Serverless.Tuner.TestKit.Mlflow;

namespace Serverless.Tuner.Functions.Tests.Mlflow;

/// <content>Servers that are away, hosts that die, answers that are lost: every run is there in the end, and none twice.</content>
public sealed partial class MlflowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Server_DownForTheFirstHalf_HasEveryRunInTheEnd_AndNoneTwice()
    {
        const int Trials = 20;
        MlflowView? halfway = null;
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        stub.IsDown = true;
        // On a storage of its own: the sweep of the other app would send the study to another server.
        await using var azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        var settings = new MlflowSettings { Address = new Uri(stub.Url), Token = MlflowApp.Token };
        await using var app = await TunerApp.StartAsync(azurite.ConnectionString, configure: services => services.AddSingleton(settings));
        await using var trainer = await Endpoint.StartAsync(async (http, call, _) =>
        {
            if (call.Trial == Trials / 2)
            {
                // Trials have gone on meanwhile: this is the eleventh.
                halfway = (await app.UntilAsync("m-half", study => study.Mlflow!.LastError is not null, Minute)).Mlflow;
                stub.IsDown = false;
            }

            await http.Response.WriteAsync($$"""{"value": {{call.Trial}}}""");
        });

        await app.Client.StartStudyAsync(
            $$"""
            {"name": "m-half", "objective": {"kind": "http", "url": "{{trainer.Url}}"}, "searchSpace": {"x": [0, 1]}, "trials": {{Trials}},
             "mlflow": {"experiment": "m-half"} }
            """);
        var ended = await app.EndAsync("m-half");
        var done = (await app.UntilAsync("m-half", study => study.Mlflow is { Done: true }, Minute)).Mlflow!;

        Assert.Equal((0, true), (halfway!.Sent, halfway.Unsent >= Trials / 2));
        Assert.Contains("127.0.0.1", halfway.LastError, StringComparison.Ordinal);
        Assert.Equal((Trials, 0, null), (done.Sent, done.Unsent, done.LastError));
        Assert.Equal(Trials, MlflowApp.Runs(stub, ended).Trials.Length);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Server_StillDownWhenTheStudyEnds_IsReported_AndSentToByTheSweep()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        stub.IsDown = true;
        var ended = await mlflow.ToldAsync("m-late", 3);
        var (name, clock) = (StudyName.Parse("m-late"), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var sender = mlflow.Sender(stub, clock);

        var again = await sender.SendDueAsync(name, Minute, isLast: true, CancellationToken.None);
        var reported = (await App.Client.GetStudyAsync("m-late")).Mlflow!;
        stub.IsDown = false;
        var tooEarly = await sender.SendDueAsync(name, Minute, isLast: false, CancellationToken.None);
        Assert.Empty(stub.Runs);
        Assert.Contains((name, true), await mlflow.Store.Index.NotifyingAsync(CancellationToken.None).ToListAsync());
        clock.Advance(again!.Value - clock.GetUtcNow());
        await sender.SendDueAsync(name, Minute, isLast: false, CancellationToken.None);

        Assert.Equal((0, 3, false), (reported.Sent, reported.Unsent, reported.Done));
        Assert.NotNull(reported.LastErrorAt);
        Assert.Equal(again, tooEarly);
        Assert.Equal(3, MlflowApp.Runs(stub, ended).Trials.Length);
        Assert.True((await App.Client.GetStudyAsync("m-late")).Mlflow!.Done);
        Assert.DoesNotContain((name, true), await mlflow.Store.Index.NotifyingAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Server_DownForADayAfterTheEnd_IsGivenUp()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        stub.IsDown = true;
        await mlflow.ToldAsync("m-never", 1);
        var (name, clock) = (StudyName.Parse("m-never"), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var sender = mlflow.Sender(stub, clock);

        Assert.NotNull(await sender.SendDueAsync(name, Minute, isLast: false, CancellationToken.None));
        clock.Advance(Notices.Lifetime + Minute);
        Assert.Null(await sender.SendDueAsync(name, Minute, isLast: false, CancellationToken.None));

        var given = (await App.Client.GetStudyAsync("m-never")).Mlflow!;
        Assert.Equal((true, 0, 1), (given.Done, given.Sent, given.Unsent));
        Assert.NotNull(given.LastError);
        Assert.DoesNotContain((name, true), await mlflow.Store.Index.NotifyingAsync(CancellationToken.None).ToListAsync());
    }

    /// <summary>The process dies when the server has created the run, and before it could note which it is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Host_KilledBetweenCreatingAndNoting_LeavesNoRunTwice(int dies)
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        var ended = await mlflow.ToldAsync($"m-killed-{dies}", 4);
        var (name, isDead) = (StudyName.Parse(ended.Name), false);
        stub.Created = (before, http) =>
        {
            if (before != dies) return Task.FromResult(false);
            isDead = true;
            stub.Created = null;
            http.Abort();
            return Task.FromResult(true);
        };
        // A dead process writes nothing any more: neither the run's identifier, nor that it has ended.
        var options = new TableClientOptions
        {
            Transport = new FaultyTransport((_, _) => ValueTask.FromResult(isDead ? TransportFault.NotSent : TransportFault.None)),
        };
        options.Retry.MaxRetries = 0;
        var dying = mlflow.Sender(stub, tables: new TunerTables(new TableServiceClient(mlflow.ConnectionString, options)));
        await Assert.ThrowsAnyAsync<Exception>(() => dying.SendDueAsync(name, Minute, isLast: true, CancellationToken.None));
        var created = stub.Runs.Count;

        // Nobody can know that it is dead before its hold has run out.
        Assert.NotNull(await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: true, CancellationToken.None));
        Assert.Equal(created, stub.Runs.Count);
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + MlflowHold.Length + Minute);
        Assert.Null(await mlflow.Sender(stub, later).SendDueAsync(name, Minute, isLast: true, CancellationToken.None));

        Assert.True(created > dies);
        Assert.Equal(4, MlflowApp.Runs(stub, ended).Trials.Length);
        Assert.Equal(5, stub.Runs.Select(run => run.Tags["tuner_key"]).Distinct().Count());
        Assert.Equal(5, stub.Runs.Count);
        Assert.Empty(stub.Violations);
    }

    /// <summary>A request gets no answer, and comes through only after its run was looked for and created anew.</summary>
    [Fact]
    public async Task Create_ThatComesThroughLate_IsDeletedWhenTheStudyHasEnded()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        var ended = await mlflow.ToldAsync("m-twice", 2);
        var (name, late) = (StudyName.Parse("m-twice"), new ConcurrentQueue<JsonElement>());
        stub.Before = async (path, before, http) =>
        {
            if (!path.EndsWith("runs/create", StringComparison.Ordinal) || before != 1) return false;
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            late.Enqueue(body.RootElement.Clone());
            http.Abort();
            return true;
        };
        Assert.NotNull(await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: true, CancellationToken.None));
        stub.Before = (path, _, _) =>
        {
            // Just after it was created anew, and before the study's end is told.
            if (path.EndsWith("runs/log-batch", StringComparison.Ordinal) && late.TryDequeue(out var run)) stub.Create(run);
            return Task.FromResult(false);
        };
        Assert.Null(await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: true, CancellationToken.None));

        Assert.Contains(stub.Calls, call => call.EndsWith("runs/delete", StringComparison.Ordinal));
        Assert.Equal(2, MlflowApp.Runs(stub, ended).Trials.Length);
        Assert.Equal(3, stub.Runs.Count);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task TwoPasses_AtOnce_AreOne()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        var ended = await mlflow.ToldAsync("m-both", 3);
        var (name, isHeld) = (StudyName.Parse("m-both"), new TaskCompletionSource());
        var goOn = new TaskCompletionSource();
        stub.Created = async (_, _) =>
        {
            isHeld.TrySetResult();
            await goOn.Task;
            return false;
        };

        var first = mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: true, CancellationToken.None);
        await isHeld.Task;
        var second = await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: true, CancellationToken.None);
        goOn.SetResult();

        Assert.Null(await first);
        Assert.NotNull(second);
        Assert.Equal(4, stub.Runs.Count);
        Assert.Equal(3, MlflowApp.Runs(stub, ended).Trials.Length);
    }

    [Fact]
    public async Task Trial_ThatTheServerRefuses_HoldsUpNoOther_AndIsSentAgainAtTheEnd()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        var name = StudyName.Parse("m-refused");
        await mlflow.StartAsync("m-refused", 3);
        await mlflow.TellAsync("m-refused", 2);
        stub.Before = async (path, before, http) =>
        {
            if (!path.EndsWith("runs/log-batch", StringComparison.Ordinal) || before != 0) return false;
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { error_code = "INVALID_PARAMETER_VALUE", message = $"no: {MlflowApp.Token}" });
            return true;
        };

        await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: false, CancellationToken.None);
        await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: false, CancellationToken.None);
        var told = (await App.Client.GetStudyAsync("m-refused")).Mlflow!;
        await mlflow.TellAsync("m-refused", 1);
        await mlflow.Sender(stub).SendDueAsync(name, Minute, isLast: true, CancellationToken.None);

        Assert.Equal((1, false), (told.Sent, told.Done));
        Assert.Contains("INVALID_PARAMETER_VALUE: no: ***", told.LastError, StringComparison.Ordinal);
        var ended = await App.Client.GetStudyAsync("m-refused");
        Assert.Equal((3, 0, true, null), (ended.Mlflow!.Sent, ended.Mlflow.Unsent, ended.Mlflow.Done, ended.Mlflow.LastError));
        Assert.All(MlflowApp.Runs(stub, ended).Trials, run => Assert.Equal("FINISHED", run.Status));
        Assert.Equal(4, stub.Runs.Count);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed_AndTheTokenGoesNowhereElse()
    {
        await using var elsewhere = await MlflowStub.StartAsync();
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        stub.Before = (_, _, http) =>
        {
            http.Response.Redirect($"{elsewhere.Url}{http.Request.Path}", permanent: false, preserveMethod: true);
            return Task.FromResult(true);
        };
        await mlflow.ToldAsync("m-redirect", 1);

        await mlflow.Sender(stub).SendDueAsync(StudyName.Parse("m-redirect"), Minute, isLast: true, CancellationToken.None);

        Assert.Contains("redirect", (await App.Client.GetStudyAsync("m-redirect")).Mlflow!.LastError, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task HostileNamesAndValues_AreCleanedToWhatMlflowTakes()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        // More bytes than a key may have, and the same ones where they are cut.
        var name = new string('é', 127);
        var file = new
        {
            name = "m-hostile",
            objective = new { kind = "external" },
            searchSpace = new Dictionary<string, object>
            {
                ["../../etc"] = new[] { 0.0, 1.0 },
                ["a/./b//c"] = new[] { 0.0, 1.0 },
                ["l:r\u202E"] = new[] { 0.0, 1.0 },
                ["l_r_"] = new[] { 0.0, 1.0 },
                [name + "1"] = new[] { 0.0, 1.0 },
                [name + "2"] = new[] { 0.0, 1.0 },
            },
            @fixed = new Dictionary<string, string> { ["text"] = "\u0007\u001b[31m\n" + new string('é', 9_000), ["größe"] = "" },
            trials = 1,
            mlflow = new { experiment = "m-hostile' or 'x" },
        };
        await App.Client.StartStudyAsync(JsonSerializer.Serialize(file));
        var trial = (await App.Client.SuggestAsync("m-hostile")).Trials.Single();
        var told = new CompleteRequest(trial.Lease, [1e300])
        {
            Metrics = new Dictionary<string, double> { ["acc%"] = 1, ["acc&"] = 2, [".."] = 3, ["constraint.x"] = 4 },
            Attributes = new Dictionary<string, string> { ["note"] = new string('"', 20_000), ["mlflow.parentRunId"] = "x" },
        };
        await App.Client.CompleteAsync("m-hostile", trial.Number, told);
        var ended = await App.EndAsync("m-hostile");

        await mlflow.Sender(stub).SendDueAsync(StudyName.Parse("m-hostile"), Minute, isLast: true, CancellationToken.None);

        Assert.Empty(stub.Violations);
        var (parent, runs) = MlflowApp.Runs(stub, ended);
        Assert.Equal(8, runs[0].Parameters.Count);
        string[] keys = ["_/_/etc", "a/_/b/_/c", "l_r_", "l_r__2", "größe", name[..125], name[..124] + "_2"];
        Assert.All(keys, key => Assert.Contains(key, runs[0].Parameters.Keys));
        var metrics = runs[0].Metrics.Keys.Select(metric => metric.Key).ToHashSet();
        Assert.All(["acc_", "acc__2", "_", "constraint.x"], key => Assert.Contains(key, metrics));
        Assert.Equal((parent.Id, "1"), (runs[0].Tags["mlflow.parentRunId"], runs[0].Tags["attempts"]));
        Assert.True((await App.Client.GetStudyAsync("m-hostile")).Mlflow!.Done);
    }

    [Fact]
    public async Task ManyParametersAndReports_GoInBatchesOfWhatOneRequestMayHold()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        var space = Enumerable.Range(0, 250).ToDictionary(i => $"p{i}", _ => new[] { 0.0, 1.0 });
        var texts = Enumerable.Range(0, 150).ToDictionary(i => $"t{i}", i => new string((char)('a' + (i % 26)), 5_000));
        await App.Client.StartStudyAsync(JsonSerializer.Serialize(new
        {
            name = "m-large",
            objective = new { kind = "external" },
            searchSpace = space,
            @fixed = texts,
            trials = 1,
            sampler = "random",
            mlflow = new { experiment = "m-large" },
        }));
        var trial = (await App.Client.SuggestAsync("m-large")).Trials.Single();
        for (var first = 0; first < 2_500; first += 100)
            await App.Client.ReportAsync(
                "m-large", trial.Number,
                new ReportRequest(trial.Lease, [.. Enumerable.Range(first, 100).Select(step => new ReportView(step, step / 2.0))]));
        await App.Client.CompleteAsync("m-large", trial.Number, new CompleteRequest(trial.Lease, [7]));
        var ended = await App.EndAsync("m-large");

        await mlflow.Sender(stub).SendDueAsync(StudyName.Parse("m-large"), Minute, isLast: true, CancellationToken.None);

        Assert.Empty(stub.Violations);
        var run = MlflowApp.Runs(stub, ended).Trials.Single();
        Assert.Equal(400, run.Parameters.Count);
        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => (long)i), run.History("value").Select(value => value.Step));
        Assert.Equal(7, run.History("value").Last().Value);
    }

    [Fact]
    public async Task Token_IsInNoLogRowAnswerOrError()
    {
        await using var stub = await MlflowStub.StartAsync(MlflowApp.Token);
        // A server that repeats what it was sent.
        stub.Before = async (_, _, http) =>
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            var sent = $"{http.Request.Headers.Authorization}";
            await http.Response.WriteAsJsonAsync(new { error_code = "PERMISSION_DENIED", message = sent });
            return true;
        };
        await mlflow.ToldAsync("m-token", 1);
        await mlflow.Sender(stub).SendDueAsync(StudyName.Parse("m-token"), Minute, isLast: true, CancellationToken.None);

        var study = await App.Http.GetStringAsync("v1/tuner/studies/m-token");
        Assert.Contains("Bearer ***", study, StringComparison.Ordinal);
        Assert.Contains(mlflow.Logged, line => line.Contains("m-token", StringComparison.Ordinal));
        Assert.DoesNotContain(mlflow.Logged, line => line.Contains(MlflowApp.Token, StringComparison.Ordinal));
        var rows = await App.Tables.GetTableClient("tunerstudies").QueryAsync<TableEntity>().ToListAsync();
        Assert.Contains(rows, row => row.RowKey == "mlflow");
        Assert.All(
            rows.Select(row => JsonSerializer.Serialize(row.ToDictionary(cell => cell.Key, cell => $"{cell.Value}"))).Append(study),
            text => Assert.DoesNotContain(MlflowApp.Token, text, StringComparison.Ordinal));
    }
}
