using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Reports with a value of each direction: pruned by them, shown, moved, and refused where they are wrong.</summary>
public sealed class SeveralDirectionsTests(TunerApps apps)
{
    private const string Space = """ "searchSpace":{"x":[0,1],"y":[0,1]},"directions":["minimize","minimize"],"sampler":"random" """;
    private const string Pruned = """ "pruner":{"type":"mo-asha","minResource":1,"reductionFactor":2} """;

    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Orchestration_TrialsThatReportVectors_AreStoppedWhereTheyAreBehind()
    {
        await Client.StartStudyAsync($$"""{"name":"v-run","objective":"front-curve","trials":24,"parallelism":1,{{Space}},{{Pruned}} }""");

        var study = await apps.App.EndAsync("v-run");

        Assert.Equal((24, 0), (study.Counts.Complete + study.Counts.Pruned, study.Counts.Failed));
        Assert.InRange(study.Counts.Pruned, 8, 22);
        var trials = await apps.App.TrialsAsync("v-run");
        foreach (var trial in trials.Where(t => t.State == TrialState.Pruned))
        {
            Assert.StartsWith("pruner: mo-asha at step ", trial.Reason, StringComparison.Ordinal);
            var shown = await Client.GetTrialAsync("v-run", trial.Number);
            var last = shown.Reports![^1];
            Assert.Equal((trial.LastStep!.Value, last.Values![0]), (last.Step, last.Value));
            Assert.Equal(last.Values, trial.Values!);
            Assert.Equal(trial.Parameters["y"].AsDouble(), last.Values[1]);
        }

        // What no other dominates is complete, but where too many were so when it came to a rung.
        var first = trials[0];
        Assert.Equal((TrialState.Complete, 8), (first.State, first.LastStep));
        var curves = (await Client.GetHistoryAsync("v-run", metric: "value1")).Answer!.Curves;
        Assert.All(curves, c => Assert.All(c.Value, y => Assert.Equal(trials[c.Number].Parameters["y"].AsDouble(), y)));
        Assert.Equal(24, curves.Count);
    }

    [Fact]
    public async Task Start_PrunerOfOneDirection_IsRefusedAndNamesTheOther()
    {
        var refusal = await Assert.ThrowsAsync<TunerApiException>(() => Client.StartStudyAsync(
            $$"""{"name":"v-median","objective":"front-curve","pruner":"median",{{Space}} }"""));

        var error = Assert.Single(refusal.Problem.Errors!);
        Assert.Equal("/pruner", error.Pointer);
        Assert.Contains("'mo-asha'", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "values":[1,2] """, 200, "")]
    [InlineData(""" "value":1,"values":[1,2] """, 200, "")]
    [InlineData(""" "value":1 """, 400, "/reports/0/values")]
    [InlineData(""" "values":[1] """, 400, "/reports/0/values")]
    [InlineData(""" "values":[1,2,3] """, 400, "/reports/0/values")]
    [InlineData(""" "values":[] """, 400, "/values")]
    [InlineData(""" "values":[1,"x"] """, 400, "/values/1")]
    [InlineData(""" "value":3,"values":[1,2] """, 400, "/value")]
    public async Task Report_OfAWorker_NeedsAValueOfEachDirection(string values, int status, string pointer)
    {
        var name = $"v-told-{Guid.NewGuid():N}";
        await Client.StartStudyAsync($$"""{"name":"{{name}}","trials":9,{{Space}},{{Pruned}} }""");
        var trial = Assert.Single((await Client.SuggestAsync(name)).Trials);

        using var answer = await PostAsync($"{name}/trials/{trial.Number}/report", $$"""{"lease":"{{trial.Lease}}","step":1,{{values}} }""");

        Assert.Equal(status, (int)answer.StatusCode);
        if (status != 200) Assert.Contains($"\"{pointer}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // A report that was refused is not kept.
        Assert.Equal(status == 200 ? 1 : 0, (await Client.GetTrialAsync(name, trial.Number)).Reports?.Count ?? 0);
    }

    [Fact]
    public async Task Report_WithoutAPruner_MayBeANumberAsBefore()
    {
        await Client.StartStudyAsync($$"""{"name":"v-none","trials":9,{{Space}} }""");
        var trial = Assert.Single((await Client.SuggestAsync("v-none")).Trials);

        await Client.ReportAsync("v-none", trial.Number, new ReportRequest(trial.Lease, [new ReportView(1, 0.5)]));
        await Client.ReportAsync("v-none", trial.Number, new ReportRequest(trial.Lease, [ReportView.Of(2, [0.25, 7])]));
        await Client.PruneAsync("v-none", trial.Number, new PruneRequest(trial.Lease));

        var shown = await Client.GetTrialAsync("v-none", trial.Number);
        Assert.Equal([null, [0.25, 7]], shown.Reports!.Select(r => r.Values));
        Assert.Equal([0.25, 7.0], shown.Values!);
    }

    [Fact]
    public async Task Worker_ThatIsDominated_IsToldToStop_AndTellsTwiceWithoutHarm()
    {
        await Client.StartStudyAsync($$"""{"name":"v-worker","trials":9,{{Space}},{{Pruned}} }""");
        var trials = (await Client.SuggestAsync("v-worker", new SuggestRequest { Count = 2 })).Trials;

        Assert.False((await ReportAsync("v-worker", trials[0], 1, 1)).Prune);
        Assert.False((await ReportAsync("v-worker", trials[0], 1, 1)).Prune);
        Assert.True((await ReportAsync("v-worker", trials[1], 2, 2)).Prune);

        Assert.Single((await Client.GetTrialAsync("v-worker", trials[0].Number)).Reports!);
    }

    [Fact]
    public async Task Callback_OfAnEndpoint_TakesVectorsAndRefusesNumbers()
    {
        await using var endpoint = await Endpoint.AcceptingAsync();
        await Client.StartStudyAsync(
            $$$"""{"name":"v-http","objective":{"kind":"http","url":"{{{endpoint.Url}}}"},"trials":2,"parallelism":2,{{{Space}}},{{{Pruned}}} }""");
        var (first, second) = (await endpoint.CallAsync(0), await endpoint.CallAsync(1));
        await WaitsAsync("v-http", 0);
        await WaitsAsync("v-http", 1);

        using var number = await CallBackAsync(first.ReportUrl, """{"step":1,"value":1}""");
        Assert.Equal(HttpStatusCode.BadRequest, number.StatusCode);
        Assert.Contains("/reports/0/values", await number.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var kept = await CallBackAsync(first.ReportUrl, """{"step":1,"values":[1,1]}""");
        Assert.False((await kept.Content.ReadFromJsonAsync<CallbackView>(TunerJson.Options))!.Prune);
        using var stopped = await CallBackAsync(second.ReportUrl, """{"reports":[{"step":1,"values":[2,2]}]}""");
        Assert.True((await stopped.Content.ReadFromJsonAsync<CallbackView>(TunerJson.Options))!.Prune);
        using var told = await CallBackAsync(first.CallbackUrl, """{"values":[1,1]}""");
        await apps.App.EndAsync("v-http");

        var trials = await apps.App.TrialsAsync("v-http");
        Assert.Equal([[2.0, 2.0]], trials.Where(t => t.State == TrialState.Pruned).Select(t => t.Values!));
    }

    [Fact]
    public async Task Import_ReportsOfSeveralDirections_AreWhatIsExported()
    {
        const string Trials = """
            [{"state":"complete","parameters":{"x":0.5,"y":0.5},"values":[1,2],"reports":[{"step":1,"values":[3,4]},{"step":2,"value":1,"values":[1,2]}]},
             {"state":"pruned","parameters":{"x":0.5,"y":0.5},"values":[5,6],"reports":[{"step":1,"values":[5,6]}]}]
            """;
        const string Wrong = """
            [{"state":"pruned","parameters":{},"reports":[{"step":1,"values":[5]}]},{"state":"pruned","parameters":{}}]
            """;

        await Client.ImportStudyAsync("v-moved", Part("v-moved", Trials));
        var refusal = await Assert.ThrowsAsync<TunerApiException>(() => Client.ImportStudyAsync("v-wrong", Part("v-wrong", Wrong)));

        Assert.Equal([[3, 4], [1, 2]], (await Client.GetTrialAsync("v-moved", 0)).Reports!.Select(r => r.Values!));
        Assert.Equal([5.0, 6.0], (await Client.GetTrialAsync("v-moved", 1)).Values!);
        Assert.Equal("/trials/0/reports/0/values", Assert.Single(refusal.Problem.Errors!).Pointer);

        static byte[] Part(string name, string trials) => Encoding.UTF8.GetBytes(
            $$"""{"import":"id","of":2,"first":0,"study":{"name":"{{name}}","trials":2,{{Space}},{{Pruned}} },"trials":{{trials}} }""");
    }

    private Task<GoOnView> ReportAsync(string study, SuggestedTrialView trial, params double[] values) =>
        Client.ReportAsync(study, trial.Number, new ReportRequest(trial.Lease, [ReportView.Of(1, values)]));

    private async Task WaitsAsync(string study, int number)
    {
        var store = apps.App.Services.GetRequiredService<StudyStore>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await store.FindTrialAsync(StudyName.Parse(study), number, limit.Token) is not ({ IsElsewhere: true }, _))
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }

    private Task<HttpResponseMessage> PostAsync(string route, string body) => apps.App.Http.PostAsync(
        new Uri($"v1/tuner/studies/{route}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> CallBackAsync(string url, string body) =>
        apps.App.Http.PostAsync(new Uri(url), new StringContent(body, Encoding.UTF8, "application/json"));
}
