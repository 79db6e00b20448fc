using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What studies come to over HTTP: results, copies, failures, tags.</summary>
public sealed class ResultTests(TunerApps apps)
{
    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Result_OfAStudyThatHasEnded_IsKeptWithIt_AndTheSameMadeAnew()
    {
        await Client.StartStudyAsync(
            """{"name":"result-kept","objective":"costly","trials":4,"searchSpace":{"x":[0,1]},"budget":{"limitUsd":1,"reported":true},"defaults":{"x":0.5,"s":1},"fixed":{"d":"cpu"}}""");
        var ended = await apps.App.EndAsync("result-kept");
        var stored = (await StudyAsync("result-kept")).Result!;

        var result = await Client.GetResultAsync("result-kept");

        Assert.Equal((true, false, ended.Best!.Number), (result.Completed, result.Fallback, result.BestTrial));
        Assert.Equal(ended.Best.Values[0], result.BestValue);
        Assert.Equal(["d", "s", "x"], result.BestParameters.Keys.Order());
        Assert.Equal(
            (ended.TrialsRun, ended.Counts.Pruned, ended.Counts.PrunedForBudget, ended.Ledger.SpentUsd, ended.StopReason),
            (result.TrialsRun, result.TrialsPruned, result.PrunedForBudget, result.SpentUsd, result.StopReason));
        Assert.Equal(stored.Saved.Usd, result.SavedUsd);
        Assert.Equal(0.3m * ended.Counts.Pruned, result.SavedUsd);
        // A note makes the study another version: the result is made of its rows then.
        await Client.SetStudyAttributesAsync("result-kept", new Dictionary<string, string?> { ["a"] = "b" });
        Assert.Equivalent(result, await Client.GetResultAsync("result-kept"), strict: true);
    }

    [Fact]
    public async Task Result_OfAStudyThatGoesOn_IsForgotten_AndOfOneThatRuns_IsSoFar()
    {
        await Client.StartStudyAsync("""{"name":"result-on","objective":"number","trials":2,"searchSpace":{"x":[0,1]}}""");
        await apps.App.EndAsync("result-on");
        Assert.NotNull((await StudyAsync("result-on")).Result);

        await Client.StartStudyAsync(
            """{"name":"result-runs","objective":"gated","trials":2,"searchSpace":{"x":[0,1]},"defaults":{"x":0.25}}""");
        var running = await Client.GetResultAsync("result-runs");
        Assert.Equal((false, true, null), (running.Completed, running.Fallback, running.StopReason));
        Assert.Equal(0.25, running.BestParameters["x"].AsDouble());

        await Client.ExtendStudyAsync("result-on", new ExtendRequest { Trials = 3 });
        await apps.App.EndAsync("result-on");
        Assert.Equal(3, (await Client.GetResultAsync("result-on")).TrialsRun);
        await Client.StopStudyAsync("result-runs");
        await apps.App.EndAsync("result-runs");
        Assert.Equal((true, true), await FlagsAsync("result-runs"));
    }

    [Fact]
    public async Task Result_OfAnObjectiveThatIsUnknownHere_IsTheDefaults()
    {
        var spec = (await Client.StartStudyAsync(
            """{"name":"result-known","objective":"number","trials":1,"searchSpace":{"x":[0,1]},"defaults":{"x":0.5}}""")).Spec;
        await apps.App.EndAsync("result-known");
        // As another app has left it, which has objectives of its own.
        var store = apps.App.Services.GetRequiredService<StudyStore>();
        await store.ChangeAsync(
            Core.Studies.StudyName.Parse("result-known"),
            study => study with { Spec = study.Spec with { Objective = study.Spec.Objective with { Name = "elsewhere" } } },
            CancellationToken.None);

        var result = await Client.GetResultAsync("result-known");

        Assert.Equal((true, true, null), (result.Completed, result.Fallback, result.BestTrial));
        Assert.Equal(0.5, result.BestParameters["x"].AsDouble());
        Assert.NotNull(spec);
    }

    [Fact]
    public async Task BestBy_ChoosesFromTheFront_AndSaysWhatItCannot()
    {
        await Client.StartStudyAsync(
            """{"name":"by","searchSpace":{"x":[0,1]},"trials":3,"directions":["maximize","minimize"],"valueNames":["accuracy","seconds"]}""");
        foreach (var values in (double[][])[[0.5, 1], [0.9, 2], [1.0, 10]])
        {
            var trial = Assert.Single((await Client.SuggestAsync("by", new SuggestRequest())).Trials);
            await Client.CompleteAsync("by", trial.Number, new CompleteRequest(trial.Lease, values));
        }

        await apps.App.EndAsync("by");
        Assert.Equal(1, (await Client.BestTrialsByAsync("by", "knee")).Items[0].Number);
        Assert.Equal([2, 1, 0], (await Client.BestTrialsByAsync("by", "accuracy", 3)).Items.Select(t => t.Number));
        Assert.Equal([0, 1, 2], (await Client.BestTrialsByAsync("by", "seconds", 3)).Items.Select(t => t.Number));
        Assert.Equal([0.9, 2], (await Client.GetResultAsync("by")).BestValues);
        Assert.Equal((2, 1.0), await BestAsync("accuracy"));
        foreach (var path in (string[])["best?by=speed", "result?by=speed"])
        {
            using var response = await apps.App.Http.GetAsync(new Uri($"v1/tuner/studies/by/{path}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("'accuracy' or 'seconds' or 'knee'", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        async Task<(int?, double?)> BestAsync(string by)
        {
            var result = await Client.GetResultAsync("by", by);
            return (result.BestTrial, result.BestValue);
        }
    }

    [Fact]
    public async Task Copy_HasTheSecretsOfItsSource_AndShowsNone()
    {
        await Client.StartStudyAsync(
            """
            {"name":"copied","objective":{"command":["sh","-c","test \"$WORD\" = top-secret && echo '{{\"value\": 1}}'"],"environment":{"WORD":"top-secret"}},
             "searchSpace":{"x":[0,1]},"trials":1,"budget":{"limitUsd":1,"usdPerHour":1},"tags":{"a":"b"}}
            """);

        var copy = await Client.CopyStudyAsync("copied", """{"name":"the-copy","trials":2}""");
        Assert.Equal(copy.Id, (await Client.CopyStudyAsync("copied", """{"name":"the-copy","trials":2}""")).Id);

        Assert.Equal("***", copy.Spec.Objective.Environment!["WORD"]);
        var ended = await apps.App.EndAsync("the-copy");
        Assert.Equal((2, 1m, "b"), (ended.Counts.Complete, ended.Ledger.LimitUsd, ended.Tags!["a"]));
        var refused = await Assert.ThrowsAsync<TunerApiException>(() => Client.CopyStudyAsync("copied", """{"name":"c","trails":1}"""));
        Assert.Equal("/trails", refused.Problem.Errors!.Single().Pointer);
        var nobody = await Assert.ThrowsAsync<TunerApiException>(() => Client.CopyStudyAsync("nobody", """{"name":"c"}"""));
        Assert.Equal(404, nobody.Problem.Status);
        await apps.App.EndAsync("copied");
    }

    [Fact]
    public async Task Failures_OfStudiesWithATag_AreGatheredByReason()
    {
        foreach (var name in (string[])["fails-a", "fails-b"])
            await Client.StartStudyAsync(
                $$$"""{"name":"{{{name}}}","objective":"throws","trials":3,"searchSpace":{"x":[0,1]},"maxAttempts":1,"tags":{"run":"f"}}""");
        await Client.StartStudyAsync(
            """{"name":"fails-c","objective":"half-fails","trials":2,"searchSpace":{"x":[0,1]},"maxAttempts":1,"tags":{"run":"f"}}""");
        foreach (var name in (string[])["fails-a", "fails-b", "fails-c"]) await apps.App.EndAsync(name);

        var failures = await Client.ListFailuresAsync(new Dictionary<string, string> { ["run"] = "f" });

        Assert.Equal((3, false), (failures.StudiesRead, failures.IsCut));
        Assert.Equal([6, 1], failures.Items.Select(f => f.Count));
        Assert.Contains("no luck with trial #", failures.Items[0].Reason, StringComparison.Ordinal);
        Assert.Contains("no luck with trial 0", failures.Items[0].Example, StringComparison.Ordinal);
        Assert.Equal(["fails-a", "fails-b"], failures.Items[0].Studies.Select(s => s.Name));
        Assert.All(failures.Items[0].Studies, study => Assert.Equal([0, 1, 2], study.Trials));
        Assert.NotNull(failures.Items[0].LastAt);
        Assert.True((await Client.ListFailuresAsync(new Dictionary<string, string> { ["run"] = "f" }, limit: 1)).IsCut);
        Assert.Empty((await Client.ListFailuresAsync(new Dictionary<string, string> { ["run"] = "g" })).Items);
    }

    [Fact]
    public async Task Tags_FindStudies_WhetherTheyRunOrHaveEnded()
    {
        await Client.StartStudyAsync(Tagged("tag-a", "number", """{"team":"x","kind":"one"}"""));
        await Client.StartStudyAsync(Tagged("tag-b", "gated", """{"team":"x","kind":"two"}"""));
        await Client.StartStudyAsync(Tagged("tag-c", "number", """{"team":"y"}"""));
        foreach (var name in (string[])["tag-a", "tag-c"]) await apps.App.EndAsync(name);

        Assert.Equal(["tag-a", "tag-b"], await NamesAsync(new() { Tags = new Dictionary<string, string> { ["team"] = "x" }, Limit = 1 }));
        Assert.Equal(
            ["tag-b"], await NamesAsync(new() { Tags = new Dictionary<string, string> { ["team"] = "x", ["kind"] = "two" } }));
        Assert.Equal(
            ["tag-a"], await NamesAsync(new() { Tags = new Dictionary<string, string> { ["team"] = "x" }, State = StudyState.Ended }));
        var conflict = await Assert.ThrowsAsync<TunerApiException>(() => Client.StartStudyAsync(Tagged("tag-a", "number", """{"team":"z"}""")));
        Assert.Contains(conflict.Problem.Errors!, e => e.Pointer == "/tags/team");
        using var bad = await apps.App.Http.GetAsync(new Uri("v1/tuner/studies?tag=team", UriKind.Relative));
        Assert.Equal("?tag", (await bad.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!.Errors!.Single().Pointer);
        await Client.StopStudyAsync("tag-b");
        await apps.App.EndAsync("tag-b");

        static string Tagged(string name, string objective, string tags) =>
            $$"""{"name":"{{name}}","objective":"{{objective}}","trials":1,"searchSpace":{"x":[0,1]},"tags":{{tags}}}""";
    }

    private async Task<IEnumerable<string>> NamesAsync(StudyQuery query)
    {
        var names = new List<string>();
        await foreach (var study in Client.QueryAllStudiesAsync(query)) names.Add(study.Name);
        return names;
    }

    private async Task<(bool Completed, bool Fallback)> FlagsAsync(string name)
    {
        var result = await Client.GetResultAsync(name);
        return (result.Completed, result.Fallback);
    }

    private async Task<Core.Studies.Study> StudyAsync(string name) =>
        (await apps.App.Services.GetRequiredService<StudyStore>().ReadAsync(Core.Studies.StudyName.Parse(name), CancellationToken.None))!;
}
