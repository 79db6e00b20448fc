using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies that ended elsewhere come in over HTTP, and go out as files.</summary>
public sealed class MovingTests(TunerApps apps)
{
    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Import_InParts_IsSeenOnlyWhenAllTrialsAreThere_AndAgainIsTheSameStudy()
    {
        var first = await Client.ImportStudyAsync("moved", Part("moved", 0, 2, 5));
        Assert.Equal((2, 5, null), (first.Imported, first.Of, first.Study));
        Assert.Equal(404, await StatusAsync("studies/moved"));
        Assert.DoesNotContain("moved", await Client.ListStudiesAsync().Select(s => s.Name).ToListAsync());
        // A part again, and one that overlaps, count once.
        Assert.Equal(2, (await Client.ImportStudyAsync("moved", Part("moved", 0, 2, 5))).Imported);
        Assert.Equal(4, (await Client.ImportStudyAsync("moved", Part("moved", 1, 3, 5, withStudy: false))).Imported);

        var study = (await Client.ImportStudyAsync("moved", Part("moved", 4, 1, 5, withStudy: false))).Study!;

        Assert.Equal((StudyState.Ended, StopReason.Trials, 3, 1, 1), (
            study.State, study.StopReason!.Value, study.Counts.Complete, study.Counts.Pruned, study.Counts.Failed));
        Assert.Equal((0, 0.75m), (study.Best!.Number, study.Ledger.SpentUsd));
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), study.StartedAt);
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 4, 30, TimeSpan.Zero), study.EndedAt);
        Assert.Equal("tuner study extend moved --trials 6", study.ContinueWith);
        var again = (await Client.ImportStudyAsync("moved", Part("moved", 0, 2, 5))).Study!;
        Assert.Equal(study.Id, again.Id);
        Assert.Contains("moved", await Client.ListStudiesAsync().Select(s => s.Name).ToListAsync());

        var trial = await Client.GetTrialAsync("moved", 1);
        Assert.Equal((TrialState.Pruned, "median", "v1", 3), (trial.State, trial.Reason, trial.Attributes!["note"], trial.LastStep));
        Assert.Equal([0.5, 0.25, 0.125, 0.0625], trial.Reports!.Select(r => r.Value));
        Assert.Equal(0, (await Client.GetResultAsync("moved")).BestTrial);

        // It goes on, and its sampler knows its trials.
        Assert.Equal(StudyState.Running, (await Client.ExtendStudyAsync("moved", new ExtendRequest { Trials = 6 })).State);
        var asked = Assert.Single((await Client.SuggestAsync("moved", new SuggestRequest())).Trials);
        Assert.Equal(5, asked.Number);
        await Client.CompleteAsync("moved", 5,
            new CompleteRequest(asked.Lease, [-1]) { Constraints = new Dictionary<string, double> { ["c"] = 0 } });
        Assert.Equal(5, (await apps.App.EndAsync("moved")).Best!.Number);
        Assert.Equal(6, (await Client.ExplainTrialAsync("moved", 5)).Number + 1);
    }

    [Fact]
    public async Task HalfAnImport_GivesWayToAStudyOfItsName_ToAnotherImport_AndToADeletion()
    {
        await Client.ImportStudyAsync("half", Part("half", 0, 2, 5));
        await Client.StartStudyAsync("""{"name":"half","objective":"number","trials":1,"searchSpace":{"x":[0,1]}}""");
        var ended = await apps.App.EndAsync("half");
        Assert.Equal(1, ended.TrialsRun);
        Assert.Equal(409, await StatusOfImportAsync("half", Part("half", 2, 3, 5, withStudy: false)));
        Assert.Equal(409, await StatusOfImportAsync("half", Part("half", 0, 2, 5)));
        Assert.Single(await Client.ListTrialsAsync("half", after: (int?)null).ToListAsync());

        await Client.ImportStudyAsync("half-2", Part("half-2", 0, 3, 5));
        var other = await Client.ImportStudyAsync("half-2", Part("half-2", 0, 2, 2, import: "another"));
        Assert.Equal((2, 1), (other.Study!.TrialsRun, other.Study.Counts.Complete));
        Assert.Equal(409, await StatusOfImportAsync("half-2", Part("half-2", 3, 2, 5, withStudy: false)));

        await Client.ImportStudyAsync("half-3", Part("half-3", 0, 3, 5));
        await Client.DeleteStudyAsync("half-3");
        Assert.Equal(409, await StatusOfImportAsync("half-3", Part("half-3", 3, 2, 5, withStudy: false)));
        Assert.Equal(409, await StatusOfImportAsync("half-4", Part("half-4", 1, 2, 5)));
    }

    [Fact]
    public async Task Import_WithADynamicSpace_HasWhatItsTrialsDeclared()
    {
        const string Body =
            """
            {"import":"d","of":2,"study":{"name":"dynamic","searchSpace":"open","directions":["minimize"],"trials":2},
             "parameters":{"x":{"type":"float","low":0,"high":1},"kind":{"type":"categorical","choices":["a",null]}},
             "trials":[{"state":"complete","parameters":{"x":0.5},"values":[1]},{"state":"complete","parameters":{"kind":null},"values":[2]}]}
            """;

        var study = (await Client.ImportStudyAsync("dynamic", Encoding.UTF8.GetBytes(Body))).Study!;

        Assert.Equal(["x", "kind"], study.Parameters!.Select(p => p.Name));
        Assert.Equal((2, 0), (study.Counts.Complete, study.Best!.Number));
        Assert.True((await Client.GetTrialAsync("dynamic", 1)).Parameters["kind"].IsNull);
    }

    [Fact]
    public async Task Import_OfWhatIsWrong_SaysAllOfIt_AndWritesNothing()
    {
        const string Body =
            """
            {"import":"w","of":9,"study":{"name":"wrong","searchSpace":{"x":[0,1]},"constraints":["c"],"trials":9},
             "trials":[{"state":"complete","parameters":{"x":2},"values":[1],"constraints":{"c":0}},
                       {"state":"complete","parameters":{"y":1},"values":[1,2],"constraints":{"d":1}},
                       {"state":"running","parameters":{}},
                       {"state":"failed","parameters":{},"startedAt":"soon","costUsd":-1,"more":1},
                       {"state":"pruned","parameters":{},"reports":[{"step":1,"value":1},{"step":1,"value":2}]},
                       {"state":"failed","parameters":{},"startedAt":"2024-01-02","endedAt":"2024-01-01"}]}
            """;
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => Client.ImportStudyAsync("wrong", Encoding.UTF8.GetBytes(Body)));
        Assert.Equal(
            [
                "/trials/0/parameters/x", "/trials/1/constraints", "/trials/1/constraints", "/trials/1/parameters/y", "/trials/1/values",
                "/trials/2/state", "/trials/3/costUsd", "/trials/3/more", "/trials/3/startedAt", "/trials/4/reports/1/step",
                    "/trials/5/endedAt",
            ],
            refused.Problem.Errors!.Select(e => e.Pointer).Order(StringComparer.Ordinal));

        const string Head =
            """{"import":"","of":1,"study":{"name":"other","searchSpace":{"x":[1,0]},"budget":{"group":"g"}},"trials":[{},{}]}""";
        var head = await Assert.ThrowsAsync<TunerApiException>(() => Client.ImportStudyAsync("wrong", Encoding.UTF8.GetBytes(Head)));
        Assert.Equal(["/import", "/trials"], head.Problem.Errors!.Select(e => e.Pointer));
        var study = await Assert.ThrowsAsync<TunerApiException>(() => Client.ImportStudyAsync(
            "wrong", Encoding.UTF8.GetBytes(Head.Replace("\"import\":\"\",\"of\":1", "\"import\":\"x\",\"of\":2",
                StringComparison.Ordinal))));
        Assert.All(study.Problem.Errors!, e => Assert.StartsWith("/study/", e.Pointer, StringComparison.Ordinal));
        Assert.Equal(404, await StatusAsync("studies/wrong"));
        Assert.Equal(413, await StatusOfImportAsync("wrong", new byte[ImportRequestReader.MaxBytes + 1]));
    }

    [Fact]
    public async Task Import_ThatTheStorageCutsShort_GoesOnWhereItStands()
    {
        // 250 trials are three transactions: the second part of the request finds what the first left.
        var store = apps.App.Services.GetRequiredService<StudyStore>();
        var name = StudyName.Parse("cut-short");
        using var stop = new CancellationTokenSource();
        var whole = Part("cut-short", 0, 250, 250);
        var sending = Client.ImportStudyAsync("cut-short", whole, stop.Token);
        while (!sending.IsCompleted && await store.FindImportAsync(name, new StudyImport("id", 250), CancellationToken.None) is null)
            await Task.Yield();
        await stop.CancelAsync();
        try
        {
            await sending;
        }
        catch (OperationCanceledException)
        {
            // The caller has gone; what was written stays.
        }

        var study = (await Client.ImportStudyAsync("cut-short", whole)).Study!;

        Assert.Equal((250, 250), (study.TrialsRun, (await Client.ListTrialsAsync("cut-short", after: (int?)null).ToListAsync()).Count));
    }

    [Fact]
    public async Task Export_AsJson_HasEveryTrialWithItsCurve_AndComesInAgain()
    {
        await Client.ImportStudyAsync("out", Part("out", 0, 5, 5));

        var export = await Client.ExportStudyAsync("out");

        Assert.Equal(("out", 5), (export.Study.Name, export.Trials.Count));
        Assert.Equal([0, 1, 2, 3, 4], export.Trials.Select(t => t.Number));
        Assert.Equal(4, export.Trials[1].Reports!.Count);
        foreach (var trial in export.Trials) Assert.Equivalent(await Client.GetTrialAsync("out", trial.Number), trial, strict: true);
    }

    [Fact]
    public async Task Export_AsCsv_HasNoFormulas()
    {
        var body = Part("table", 0, 2, 2).AsSpan();
        var text = Encoding.UTF8.GetString(body).Replace("\"v0\"", "\"=1+1\"", StringComparison.Ordinal)
            .Replace("\"v1\"", "\"two\\nlines, \\\"quoted\\\"\"", StringComparison.Ordinal);
        await Client.ImportStudyAsync("table", Encoding.UTF8.GetBytes(text));

        var (status, csv, type) = await GetAsync("studies/table/export?format=csv");

        Assert.Equal((200, "text/csv; charset=utf-8"), (status, type));
        var lines = csv.Split("\r\n");
        Assert.StartsWith("number,state,value,parameters.x,parameters.opt,constraints.c,reason,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("0,complete,0,0,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=1+1", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"two\nlines, \"\"quoted\"\"\"", csv, StringComparison.Ordinal);
        // A text that is a choice is quoted, too; a negative number is none.
        Assert.Contains(",'-adam,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",-1,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfTheBest_IsAsProgramsReadIt_AndOfSeveralNoTwoTheSame()
    {
        const string Body =
            """
            {"import":"b","of":4,"study":{"name":"configs","searchSpace":{"learningRate":{"type":"float","low":1e-9,"high":1},"opt":{"categorical":["adam","yes","a b"]},"n":[1,9,"int"]},
              "defaults":{"learningRate":0.5,"opt":"adam","n":1},"fixed":{"device":"cpu"},"trials":4},
             "trials":[{"state":"complete","parameters":{"learningRate":1e-7,"opt":"yes","n":3},"values":[1]},
                       {"state":"complete","parameters":{"learningRate":1e-7,"opt":"yes","n":3},"values":[2]},
                       {"state":"complete","parameters":{"learningRate":0.25,"opt":"a b","n":4},"values":[3]},
                       {"state":"failed","parameters":{}}]}
            """;
        await Client.ImportStudyAsync("configs", Encoding.UTF8.GetBytes(Body));

        Assert.Equal(
            "learningRate: 1.0E-07\nopt: \"yes\"\n\"n\": 3\ndevice: cpu\n", (await GetAsync("studies/configs/export?format=config&as=yaml"))
                .Text);
        Assert.Equal(
            "LEARNING_RATE=1E-07\nOPT=yes\nN=3\nDEVICE=cpu\n", (await GetAsync("studies/configs/export?format=config&as=env")).Text);
        Assert.Equal(
            "--learningRate=1E-07 --opt=yes --n=3 --device=cpu\n'--learningRate=0.25'",
                (await GetAsync("studies/configs/export?format=config&as=flags&k=9")).Text
                .Replace("--learningRate=0.25 '--opt=a b' --n=4 --device=cpu\n", "'--learningRate=0.25'", StringComparison.Ordinal));
        var list = JsonSerializer.Deserialize<ConfigView[]>((await GetAsync("studies/configs/export?format=config&k=9")).Text,
            TunerJson.Options)!;
        Assert.Equal([0, 2], list.Select(c => c.Trial));
        var yaml = (await GetAsync("studies/configs/export?format=config&as=yaml&k=2")).Text;
        Assert.StartsWith("- trial: 0\n  values: [1]\n  config:\n    learningRate: 1.0E-07\n", yaml, StringComparison.Ordinal);
        Assert.Contains("opt: \"a b\"", yaml, StringComparison.Ordinal);
        Assert.Equal(400, (await GetAsync("studies/configs/export?format=config&as=env&k=2")).Status);
        Assert.Equal(400, (await GetAsync("studies/configs/export?format=xml")).Status);
        Assert.Equal(400, (await GetAsync("studies/configs/export?k=2")).Status);
        Assert.Equal(404, (await GetAsync("studies/no-such/export")).Status);
    }

    /// <summary>A part of an import of trials each of which is worse than the one before it; the second is pruned, the third
    /// fails.</summary>
    private static byte[] Part(string name, int first, int count, int of, bool withStudy = true, string import = "id")
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var request = new
        {
            import,
            of,
            first,
            study = !withStudy ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(
                $$$"""{"name":"{{{name}}}","searchSpace":{"x":[-1,1000],"opt":{"categorical":["sgd","-adam"]}},"constraints":["c"],"trials":{{{of}}},"sampler":"tpe"}"""),
            trials = Enumerable.Range(first, count).Select(i => new ImportTrial
            {
                State = i switch { 1 => TrialState.Pruned, 2 => TrialState.Failed, _ => TrialState.Complete },
                Parameters = new Dictionary<string, ParameterValue>
                {
                    ["x"] = ParameterValue.Of((double)i),
                    ["opt"] = ParameterValue.Of("-adam"),
                },
                Values = i is 1 or 2 ? null : [i],
                Reason = i switch { 1 => "median", 2 => "broke", _ => null },
                Reports = i == 1 ? [.. Enumerable.Range(0, 4).Select(s => new ReportView(s, 0.5 / (1 << s)))] : null,
                Constraints = new Dictionary<string, double> { ["c"] = -1 },
                Attributes = new Dictionary<string, string> { ["note"] = $"v{i}" },
                CostUsd = 0.15m,
                StartedAt = start.AddMinutes(i),
                EndedAt = start.AddMinutes(i).AddSeconds(30),
            }),
        };
        return JsonSerializer.SerializeToUtf8Bytes(request, TunerJson.Options);
    }

    private async Task<int> StatusAsync(string path) => (await GetAsync(path)).Status;

    private async Task<(int Status, string Text, string? Type)> GetAsync(string path)
    {
        using var response = await apps.App.Http.GetAsync(new Uri($"v1/tuner/{path}", UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.ToString());
    }

    private async Task<int> StatusOfImportAsync(string name, byte[] body) =>
        (await Assert.ThrowsAsync<TunerApiException>(() => Client.ImportStudyAsync(name, body))).Status;
}
