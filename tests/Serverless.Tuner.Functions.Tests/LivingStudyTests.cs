using System.Net;
using System.Net.Http.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies whose space is changed and whose trials are hidden over HTTP; workers ask for the trials and tell what came of them.
/// </summary>
public sealed class LivingStudyTests(TunerApps apps)
{
    private const string Space = """{"lr": [1e-4, 1e-2, "log"], "y": [0, 1], "kind": {"categorical": ["a", "b"]}}""";

    public static TheoryData<string> Samplers =>
        Environment.GetEnvironmentVariable("TUNER_LONG") == "1" ? ["tpe", "auto", "cmaes", "nsga2", "random"] : ["tpe"];

    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Change_WhatCannotHold_IsToldAllAtOnceAndChangesNothing()
    {
        await StartAsync("living-wrong");
        var before = await TagAsync("living-wrong");

        using var answer = await PatchAsync("living-wrong", """
            {"trials": 1, "searchSpace": {"lr": {"kind": "int", "low": 1, "high": 2}, "y": {"uniform": [0, 2], "oldValue": 1},
            "new": [0, 1]}, "exclude": [{"none": 1}, {"lr": [2, 1]}]}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["/trials", "/searchSpace/lr", "/searchSpace/y/oldValue", "/searchSpace/new/oldValue", "/exclude/0/none", "/exclude/1/lr"],
            await PointersAsync(answer));
        using var removed = await PatchAsync("living-wrong", """{"searchSpace": {"lr": null, "y": [1, 0], "kind": [0, 1, "what"]}}""");
        Assert.Equal(HttpStatusCode.BadRequest, removed.StatusCode);
        Assert.Equal(["/searchSpace/lr", "/searchSpace/y/0", "/searchSpace/kind/2"], await PointersAsync(removed));
        Assert.Equal(before, await TagAsync("living-wrong"));
        Assert.Null((await Client.GetStudyAsync("living-wrong")).Changes);
    }

    /// <summary>A caller that does not say which study it knows changes it as it is: nobody has to.</summary>
    [Fact]
    public async Task Change_OfAStudyThatAnotherRequestHasChanged_Is412WhereTheCallerAsksForThat()
    {
        await StartAsync("living-match");
        await TellAsync("living-match", 2, n => n);
        var before = await TagAsync("living-match");
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync("living-match", """{"searchSpace": {"y": [0, 2]}}""", before)).StatusCode);

        using var space = await PatchAsync("living-match", """{"searchSpace": {"y": [0, 3]}}""", before);
        using var exclude = await PatchAsync("living-match", """{"exclude": [{"y": 1}]}""", before);
        using var where = await PatchAsync("living-match", """{"where": ["lr <= y"]}""", before);
        using var hidden = await PatchAsync("living-match/trials/0", """{"hidden": true, "attributes": {"note": "odd"}}""", before);

        Assert.All(
            (HttpResponseMessage[])[space, exclude, where, hidden],
            answer => Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
        var study = await Client.GetStudyAsync("living-match");
        Assert.Equal((1, 0, null), (study.Changes!.Count, study.Best!.Number, study.Exclude));
        Assert.Null((await Client.GetTrialAsync("living-match", 0)).Attributes);
        using var now = await PatchAsync("living-match/trials/0", """{"hidden": true}""", await TagAsync("living-match"));
        Assert.True((await now.Content.ReadFromJsonAsync<TrialView>(TunerJson.Options))!.Hidden);
        using var any = await PatchAsync("living-match", """{"searchSpace": {"y": [0, 3]}}""");
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task Hide_WithNotesThatCannotBeKept_HidesNothing()
    {
        await StartAsync("living-notes");
        await TellAsync("living-notes", 1, n => n);

        using var answer = await PatchAsync(
            "living-notes/trials/0", $$"""{"hidden": true, "attributes": {"note": "{{new string('x', 33_000)}}"} }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["/attributes"], await PointersAsync(answer));
        Assert.False((await Client.GetTrialAsync("living-notes", 0)).Hidden);
        Assert.Null((await Client.GetStudyAsync("living-notes")).Changes);
    }

    [Fact]
    public async Task Change_WhileTrialsRun_TheyEndUnderTheOldSpaceAndTheNextAreOfTheNew()
    {
        await StartAsync("living-runs", """ "parallelism": 4, "defaults": {"y": 0.9}, """);
        var running = (await Client.SuggestAsync("living-runs", new SuggestRequest { Count = 2 })).Trials;

        await ChangeAsync("living-runs", """
            {"searchSpace": {"y": [0, 0.5], "kind": {"categorical": ["b", "c"]}, "z": {"kind": "int", "low": 1, "high": 3, "oldValue": 2}},
            "exclude": [{"lr": [1e-4, 1e-3]}]}
            """);
        using var excluded = await apps.App.Http.PostAsync(
            Address("living-runs/enqueue"), new StringContent("""{"points": [{"lr": 5e-4, "y": 0.1, "kind": "b", "z": 1}]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "/points/0"), (excluded.StatusCode, Assert.Single(await PointersAsync(excluded))));
        foreach (var trial in running)
            await Client.CompleteAsync("living-runs", trial.Number, new CompleteRequest(trial.Lease, [trial.Number == 0 ? -2 : 100]));
        await TellAsync("living-runs", 20, n => n);

        var trials = await apps.App.TrialsAsync("living-runs");
        Assert.All(trials.Take(2), t => Assert.Equal((TrialState.Complete, 3), (t.State, t.Parameters.Count)));
        Assert.Equal(0.9, trials[0].Parameters["y"].AsDouble());
        Assert.All(trials.Skip(2), t =>
        {
            Assert.InRange(t.Parameters["lr"].AsDouble(), 1e-3, 1e-2);
            Assert.InRange(t.Parameters["y"].AsDouble(), 0, 0.5);
            Assert.InRange(t.Parameters["z"].AsInt(), 1, 3);
            Assert.Contains(t.Parameters["kind"].ToString(), (string[])["b", "c"]);
        });
        // Best shows what was found; to be used is what the study still searches.
        Assert.Equal(0, (await Client.BestTrialsAsync("living-runs")).Items.Single().Number);
        Assert.Equal(2, (await Client.GetResultAsync("living-runs")).BestTrial);
    }

    [Fact]
    public async Task Where_AddedToAStudyThatRuns_IsKeptShownAndTakenBack()
    {
        await StartAsync("living-where");
        await TellAsync("living-where", 12, n => n);

        using var wrong = await PatchAsync("living-where", """{"trials": 1, "searchSpace": {"y": [0, 2]}, "where": ["y > 2", "z <= y"]}""");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(["/trials", "/where/0", "/where/1"], await PointersAsync(wrong));
        await ChangeAsync("living-where", """{"where": ["100 * lr<=y", "y <= 1"]}""");
        await TellAsync("living-where", 24, n => n);

        var study = await Client.GetStudyAsync("living-where");
        Assert.Equal(["100 * lr <= y", "y <= 1"], study.Spec.Where!);
        Assert.Equal(["100 * lr <= y", "y <= 1"], Assert.Single(study.Changes!).Where!);
        var trials = await apps.App.TrialsAsync("living-where");
        Assert.Contains(trials.Take(12), t => 100 * t.Parameters["lr"].AsDouble() > t.Parameters["y"].AsDouble());
        Assert.All(trials.Skip(12), t => Assert.True(
            100 * t.Parameters["lr"].AsDouble() <= t.Parameters["y"].AsDouble() + 1e-9, $"{t.Number}"));
        var none = await Client.ExtendStudyAsync("living-where", new ExtendRequest { Where = [] });
        Assert.Equal((null, 2), (none.Spec.Where, none.Changes!.Count));
        var open = await Client.ExtendStudyAsync("living-where", new ExtendRequest { Where = ["lr <= 1"] });
        Assert.Equal("Every point of the search space keeps lr <= 1: it restricts nothing.", Assert.Single(open.Remarks!));
    }

    [Fact]
    public async Task Best_OfATrialFromBeforeAParameterWasAdded_HasItsOldValue()
    {
        await StartAsync("living-old");
        await TellAsync("living-old", 3, n => n);

        await ChangeAsync("living-old", """{"searchSpace": {"z": {"kind": "int", "low": 1, "high": 3, "oldValue": 2}}}""");

        var result = await Client.GetResultAsync("living-old");
        Assert.Equal((0, 0.0, 2L), (result.BestTrial, result.BestValue, result.BestParameters["z"].AsInt()));
        Assert.Equal(2, (await Client.BestTrialsAsync("living-old")).Items.Single().Parameters["z"].AsInt());
        Assert.Equal(2, (await Client.GetStudyAsync("living-old")).Best!.Parameters["z"].AsInt());
        // What it was evaluated with stays what it was.
        Assert.DoesNotContain("z", (await Client.GetTrialAsync("living-old", 0)).Parameters.Keys);
    }

    [Fact]
    public async Task Hide_TheBest_LeavesModelBestAndResultAndComesBack()
    {
        await StartAsync("living-hide");
        await TellAsync("living-hide", 20, n => n == 7 ? -5 : n);
        Assert.Equal(7, await BestAsync());
        var seen = (await Client.GetChangesAsync("living-hide", null)).Changes!;
        Assert.Equal(20, await LearntFromAsync());

        Assert.True((await Client.HideTrialAsync("living-hide", 7)).Hidden);
        Assert.Equal(0, await BestAsync());
        var told = (await Client.GetChangesAsync("living-hide", seen.Seq)).Changes!;
        Assert.True(told.Trials.Single(t => t.Number == 7).Hidden);
        Assert.All(told.Trials.Where(t => t.Number != 7), t => Assert.False(t.Hidden));
        Assert.Equal((0, 7), (told.Study!.Best!.Number, told.Study.Changes!.Single().Hidden));
        Assert.Equal([7], (await apps.App.TrialsAsync("living-hide")).Where(t => t.Hidden).Select(t => t.Number));
        // The trial of the explanation before has ended, and counts.
        Assert.Equal(20, await LearntFromAsync());

        Assert.False((await Client.HideTrialAsync("living-hide", 7, hidden: false)).Hidden);
        Assert.Equal(7, await BestAsync());
        Assert.False((await Client.GetChangesAsync("living-hide", told.Seq)).Changes!.Trials.Single(t => t.Number == 7).Hidden);
        Assert.Equal(22, await LearntFromAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await PatchAsync("living-hide/trials/99", """{"hidden": true}""")).StatusCode);

        async Task<int> BestAsync()
        {
            var best = (await Client.BestTrialsAsync("living-hide")).Items.Single().Number;
            Assert.Equal((best, best), ((await Client.GetStudyAsync("living-hide")).Best!.Number,
                (await Client.GetResultAsync("living-hide")).BestTrial));
            return best;
        }

        async Task<int?> LearntFromAsync()
        {
            var number = (await TellAsync("living-hide", 1, n => n)).Single();
            return (await Client.ExplainTrialAsync("living-hide", number)).LearntFrom;
        }
    }

    [Fact]
    public async Task Changes_OfAStudy_SayWhoWhenAndWhat()
    {
        await StartAsync("living-history");
        await TellAsync("living-history", 2, n => n);
        var start = DateTimeOffset.UtcNow;
        var key = await Client.CreateKeyAsync(new KeyRequest { Name = "an editor", Scope = KeyScope.Write });
        using var http = new HttpClient { BaseAddress = apps.App.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-API-Key", key.Key);

        await new TunerClient(http).HideTrialAsync("living-history", 1);
        await ChangeAsync("living-history", """{"searchSpace": {"y": [0, 2]}, "exclude": [{"kind": ["a"], "y": 0.5}]}""");

        var changes = (await Client.GetStudyAsync("living-history")).Changes!;
        Assert.Equal([$"key {key.Id}", "owner"], changes.Select(c => c.By));
        Assert.All(changes, c => Assert.InRange(c.At, start.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1)));
        Assert.Equal([2, 2], changes.Select(c => c.FromTrial));
        Assert.Equal((1, null), (changes[0].Hidden, changes[0].Parameters));
        var (after, before, _) = Assert.Single(changes[1].Parameters!);
        Assert.Equal(("y", 2.0, 1.0), (after.Name, after.High, before!.High));
        Assert.Equal(["kind", "y"], Assert.Single(changes[1].Exclude!).Keys);
    }

    /// <summary>Three workers at a time, who tell in another order than they asked; the trials are computed by another process.</summary>
    [Theory, MemberData(nameof(Samplers))]
    public async Task Replay_OfAStudyWidenedAt40AndGivenAChoiceAt60_GivesTheSamePointOfEachTrial(string sampler)
    {
        var name = $"living-replay-{sampler}";
        await StartAsync(name, """ "parallelism": 3, """, sampler);
        var held = new List<SuggestedTrialView>();
        for (var asked = 0; asked < 100;)
        {
            if (asked == 40) await ChangeAsync(name, """{"searchSpace": {"lr": [1e-4, 1, "log"]}}""");
            if (asked == 60) await ChangeAsync(name, """{"searchSpace": {"kind": {"categorical": ["a", "b", "c"]}}}""");
            var given = (await Client.SuggestAsync(name, new SuggestRequest { Count = Math.Min(3 - held.Count, 100 - asked) })).Trials;
            held.AddRange(given);
            asked += given.Count;
            await TellAsync(name, held, asked % held.Count);
        }

        while (held.Count > 0) await TellAsync(name, held, 0);
        await using var other = await TunerApp.StartAsync(apps.ConnectionString, drives: false);
        var trials = await other.TrialsAsync(name);
        Assert.Equal(100, trials.Count);
        foreach (var trial in trials)
        {
            var replay = await other.Client.ReplayTrialAsync(name, trial.Number);
            Assert.True(replay.Same, $"{trial.Number}: {replay.Result}");
        }

        var edits = (await other.Client.GetStudyAsync(name)).Changes!;
        Assert.All(trials.TakeWhile(t => t.Number < edits[0].FromTrial), t => Assert.InRange(t.Parameters["lr"].AsDouble(), 1e-4, 1e-2));
        Assert.Contains(trials, t => t.Parameters["lr"].AsDouble() > 1e-2);
        Assert.Equal(edits[1].FromTrial, Math.Min(edits[1].FromTrial, trials.First(t => t.Parameters["kind"].ToString() == "c").Number));
    }

    private async Task TellAsync(string name, List<SuggestedTrialView> held, int at)
    {
        var (trial, p) = (held[at], held[at].Parameters);
        held.RemoveAt(at);
        var value = Math.Pow(Math.Log10(p["lr"].AsDouble()) + 1, 2) + p["y"].AsDouble() + (p["kind"].ToString() == "c" ? 0 : 0.5);
        await Client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [value]));
    }

    /// <summary>Asks for trials one after the other, and tells their values.</summary>
    private async Task<IReadOnlyList<int>> TellAsync(string name, int count, Func<int, double> value)
    {
        var numbers = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var trial = Assert.Single((await Client.SuggestAsync(name, new SuggestRequest { Count = 1 })).Trials);
            await Client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [value(trial.Number)]));
            numbers.Add(trial.Number);
        }

        return numbers;
    }

    private Task<StudyView> StartAsync(string name, string fields = "", string sampler = "tpe") => Client.StartStudyAsync(
        $$"""
        {"name": "{{name}}", "objective": {"kind": "external"}, "trials": 100, "seed": 1, "sampler": "{{sampler}}", {{fields}}
         "searchSpace": {{Space}}}
        """);

    private async Task ChangeAsync(string name, string body)
    {
        using var answer = await PatchAsync(name, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> PatchAsync(string path, string body, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, Address(path)) { Content = new StringContent(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await apps.App.Http.SendAsync(request);
    }

    private async Task<string> TagAsync(string name)
    {
        using var response = await apps.App.Http.GetAsync(Address(name));
        return response.Headers.ETag!.ToString();
    }

    private static async Task<IEnumerable<string>> PointersAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!.Errors!.Select(e => e.Pointer);

    private static Uri Address(string path) => new($"v1/tuner/studies/{path}", UriKind.Relative);
}
