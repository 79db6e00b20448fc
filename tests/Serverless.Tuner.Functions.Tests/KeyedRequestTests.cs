using System.Net;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>A POST that comes several times with one key counts once.</summary>
public sealed class KeyedRequestTests(TunerApps apps)
{
    [Fact]
    public async Task Start_FiftyAtOnceWithOneKey_IsOneStudyOneOrchestrationAndFiftyEqualAnswers()
    {
        const string Body = """{"name":"keyed-start","objective":"number","trials":3}""";
        await using var other = await TunerApp.StartAsync(apps.ConnectionString);
        HttpClient[] servers = [apps.App.Http, other.Http];

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => PostAsync("", Body, "fifty", servers[i % 2])));

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.Accepted, answers[0].Status);
        Assert.Equal("/v1/tuner/studies/keyed-start", answers[0].Location);
        var study = await apps.App.EndAsync("keyed-start");
        Assert.Equal((3, $"{study.Id}"), (study.Counts.Complete, IdIn(answers[0].Body)));
        Assert.Equal(3, (await apps.App.TrialsAsync("keyed-start")).Sum(t => t.Attempt));
        // Still the first answer, although the study has gone on.
        Assert.Equal(answers[0], await PostAsync("", Body, "fifty"));
    }

    [Fact]
    public async Task Ask_SameKeyWithAnotherBody_Is422AndHasNoEffect()
    {
        await StartAsync("keyed-other");
        await PostAsync("/keyed-other/enqueue", """{"points":[{"u":0.5}]}""", "k");

        var (status, _, body) = await PostAsync("/keyed-other/enqueue", """{"points":[{"u":0.25}]}""", "k");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(ProblemKind.KeyReused.Type, body, StringComparison.Ordinal);
        Assert.Equal(1, (await apps.App.Client.GetStudyAsync("keyed-other")).Enqueued);
    }

    [Fact]
    public async Task Ask_SameKeyAgain_HasTheSameAnswer_AndAtAnotherAddressCountsAnew()
    {
        await StartAsync("keyed-again");
        await StartAsync("keyed-again-2");
        const string Points = """{"points":[{"u":0.5}]}""";

        var first = await PostAsync("/keyed-again/enqueue", Points, "k");
        await PostAsync("/keyed-again/enqueue", Points, "other");
        var again = await PostAsync("/keyed-again/enqueue", Points, "k");

        Assert.Equal(first, again);
        Assert.Equal(2, (await apps.App.Client.GetStudyAsync("keyed-again")).Enqueued);
        await PostAsync("/keyed-again-2/enqueue", Points, "k");
        Assert.Equal(1, (await apps.App.Client.GetStudyAsync("keyed-again-2")).Enqueued);
    }

    [Fact]
    public async Task Ask_RefusedWithAKey_IsRefusedInTheSameWords()
    {
        var first = await PostAsync("/keyed-nobody/stop", "", "k");
        await StartAsync("keyed-nobody");

        Assert.Equal(first, await PostAsync("/keyed-nobody/stop", "", "k"));
        Assert.Equal(HttpStatusCode.NotFound, first.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    public async Task Ask_WithWhatIsNoKey_Is400AndNamesTheHeader(string key)
    {
        var (status, _, body) = await PostAsync("", "{}", key);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Idempotency-Key", body, StringComparison.Ordinal);
    }

    private async Task StartAsync(string name) => await apps.App.Client.StartStudyAsync(
        $$$"""{"name":"{{{name}}}","objective":"gated","trials":2,"parallelism":1,"searchSpace":{"u":[0,1]}}""");

    private async Task<(HttpStatusCode Status, string? Location, string Body)> PostAsync(
        string path, string body, string key, HttpClient? server = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/tuner/studies{path}") { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await (server ?? apps.App.Http).SendAsync(request);
        return (response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }

    private static string IdIn(string body) =>
        System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
}
