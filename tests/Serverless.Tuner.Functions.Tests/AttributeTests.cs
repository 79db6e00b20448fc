using System.Net;
using System.Net.Http.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Notes on studies and trials over HTTP.</summary>
public sealed class AttributeTests(TunerApps apps)
{
    private TunerClient Client => apps.App.Client;

    [Fact]
    public async Task Patch_OfAStudy_MergesAndRemoves()
    {
        var started = await Client.StartStudyAsync(File("notes-study", """ "trials":3,"attributes":{"owner":"ada","draft":true} """));
        Assert.Equal([("draft", "true"), ("owner", "ada")], Sorted(started.Attributes));
        Assert.Null(started.Spec.Attributes);

        var patched = await PatchAsync<StudyView>("notes-study", """{"attributes":{"draft":null,"note":"x"}}""");
        Assert.Equal([("note", "x"), ("owner", "ada")], Sorted(patched.Attributes));
        Assert.Equal(3, patched.Spec.Trials);
        Assert.Equal(5, (await PatchAsync<StudyView>("notes-study", """{"trials":5,"attributes":{"note":null}}""")).Spec.Trials);

        Assert.Equal([("owner", "ada")], Sorted((await Client.GetStudyAsync("notes-study")).Attributes));
        // Notes are no part of what makes it the same study.
        Assert.Equal(started.Id, (await Client.StartStudyAsync(File("notes-study", """ "trials":5,"attributes":{"a":"b"} """))).Id);
        Assert.Equal([("owner", "ada")], Sorted((await Client.GetStudyAsync("notes-study")).Attributes));
    }

    [Fact]
    public async Task Patch_OfAStudyThatHasEnded_LetsItRest()
    {
        await Client.StartStudyAsync(File("notes-ended", """ "trials":2 """));
        await Client.StopStudyAsync("notes-ended");
        Assert.Equal(StudyState.Ended, (await apps.App.EndAsync("notes-ended")).State);

        var patched = await PatchAsync<StudyView>("notes-ended", """{"attributes":{"verdict":"good"}}""");

        Assert.Equal((StudyState.Ended, StopReason.Requested), (patched.State, patched.StopReason));
        Assert.Equal([("verdict", "good")], Sorted((await Client.GetStudyAsync("notes-ended")).Attributes));
    }

    [Theory]
    [InlineData("""{"attributes":{"":"x"}}""", "/attributes/")]
    [InlineData("""{"attributes":["x"]}""", "/attributes")]
    [InlineData("{}", "")]
    [InlineData("many", "/attributes")]
    [InlineData("large", "/attributes")]
    public async Task Patch_WhatCannotBe_PointsAtIt(string body, string pointer)
    {
        await Client.StartStudyAsync(File("notes-wrong", """ "trials":3 """));
        if (body == "many") body = Body([.. Enumerable.Range(0, 101).Select(i => $"k{i}")], "v");
        if (body == "large") body = Body(["k"], new string('x', 33_000));

        using var answer = await SendAsync("notes-wrong", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<ProblemView>(TunerJson.Options))!.Errors!.Single().Pointer);
        Assert.Null((await Client.GetStudyAsync("notes-wrong")).Attributes);
    }

    [Fact]
    public async Task Patch_OfATrial_IsShownWhereverTheTrialIs()
    {
        await Client.StartStudyAsync(File("notes-trial", """ "trials":3 """));
        var trials = (await Client.SuggestAsync("notes-trial", new SuggestRequest { Count = 2 })).Trials;
        var view = await PatchAsync<TrialView>("notes-trial/trials/0", """{"attributes":{"note":"odd","n":3}}""");
        Assert.Equal([("n", "3"), ("note", "odd")], Sorted(view.Attributes));
        // The worker's lease is not disturbed by it.
        await Client.CompleteAsync("notes-trial", 0, new CompleteRequest(trials[0].Lease, [1])
        {
            Attributes = new Dictionary<string, string> { ["note"] = "told" },
        });

        await PatchAsync<TrialView>("notes-trial/trials/0", """{"attributes":{"n":null,"seen":"yes"}}""");

        (string, string)[] expected = [("note", "told"), ("seen", "yes")];
        Assert.Equal(expected, Sorted((await Client.GetTrialAsync("notes-trial", 0)).Attributes));
        Assert.Equal(expected, Sorted((await apps.App.TrialsAsync("notes-trial"))[0].Attributes));
        Assert.Equal(expected, Sorted((await Client.BestTrialsAsync("notes-trial")).Items.Single().Attributes));
        var changed = (await Client.GetChangesAsync("notes-trial", null)).Changes!.Trials.Single(t => t.Number == 0);
        Assert.Equal(expected, Sorted(changed.Attributes));
        Assert.Null((await Client.GetTrialAsync("notes-trial", 1)).Attributes);
        using var unknown = await SendAsync("notes-trial/trials/9", """{"attributes":{"a":"b"}}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task PruneAndFail_KeepTheirAttributes()
    {
        await Client.StartStudyAsync(File("notes-told", """ "trials":3,"maxAttempts":1 """));
        var trials = (await Client.SuggestAsync("notes-told", new SuggestRequest { Count = 2 })).Trials;
        var attributes = new Dictionary<string, string> { ["why"] = "nan" };

        await Client.PruneAsync("notes-told", 0, new PruneRequest(trials[0].Lease) { Attributes = attributes });
        await Client.FailAsync("notes-told", 1, new FailRequest(trials[1].Lease) { Attributes = attributes });

        Assert.All((await apps.App.TrialsAsync("notes-told")).Take(2), t => Assert.Equal("nan", t.Attributes!["why"]));
    }

    private static string Body(string[] names, string text) => System.Text.Json.JsonSerializer.Serialize(
        new { attributes = names.ToDictionary(name => name, _ => text) });

    private static string File(string name, string members) => $$"""{"name":"{{name}}","searchSpace":{"x":[0,1]},{{members}}}""";

    private Task<HttpResponseMessage> SendAsync(string path, string body) => apps.App.Http.PatchAsync(
        $"v1/tuner/studies/{path}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

    private async Task<T> PatchAsync<T>(string path, string body)
    {
        using var answer = await SendAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>(TunerJson.Options))!;
    }

    private static (string, string)[] Sorted(IReadOnlyDictionary<string, string>? attributes) =>
        [.. (attributes ?? new Dictionary<string, string>()).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, a.Value))];
}
