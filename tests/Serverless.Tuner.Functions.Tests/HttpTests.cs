using System.Net;
using System.Text.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What the API answers to what people get wrong.</summary>
public sealed class HttpTests(TunerApps apps)
{
    private const string Space = "\"searchSpace\"";

    public static TheoryData<string, string, string> BadStudies => new()
    {
        { "low above high", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"float","low":2,"high":1}]}""", "/searchSpace/0/low" },
        { "log from 0", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"float","low":0,"high":1,"log":true}]}""", "/searchSpace/0/low" },
        { "unknown kind", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"flaot","low":0,"high":1}]}""", "/searchSpace/0/kind" },
        { "duplicate name", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"float","low":0,"high":1},{"name":"x","kind":"int","low":0,"high":1}]}""", "/searchSpace/1/name" },
        { "missing parent", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"float","low":0,"high":1,"when":{"y":[1]}}]}""", "/searchSpace/0/when/y" },
        { "cycle", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"int","low":0,"high":1,"when":{"y":[1]}},{"name":"y","kind":"int","low":0,"high":1,"when":{"x":[1]}}]}""", "/searchSpace/0/when" },
        { "too many parameters", $$"""{"name":"bad","objective":"branin",{{Space}}:[{{string.Join(",", Enumerable.Range(0, 10_001).Select(i => $$"""{"name":"p{{i}}","kind":"float","low":0,"high":1}"""))}}]}""", "/searchSpace" },
        { "NaN", """{"name":"bad","objective":"branin","searchSpace":[{"name":"x","kind":"float","low":NaN,"high":1}]}""", "/searchSpace/0/low" },
        { "deep nesting", $$"""{"name":"bad","objective":"branin",{{Space}}:{{new string('[', 5000)}}{{new string(']', 5000)}}}""", "/searchSpace" + string.Concat(Enumerable.Repeat("/0", 31)) },
        { "slash in name", """{"name":"a/b","objective":"branin"}""", "/name" },
        { "backslash in name", """{"name":"a\\b","objective":"branin"}""", "/name" },
        { "hash in name", """{"name":"a#b","objective":"branin"}""", "/name" },
        { "question mark in name", """{"name":"a?b","objective":"branin"}""", "/name" },
        { "placeholder of no parameter", """{"name":"bad","objective":{"command":["echo","{y}"]},"searchSpace":{"x":[0,1]}}""", "/objective/command/1" },
        { "placeholder of no parameter in a variable", """{"name":"bad","objective":{"command":["echo"],"environment":{"A":"{x}","B":"{y}"}},"searchSpace":{"x":[0,1]}}""", "/objective/environment/B" },
        { "a script that is not there", """{"name":"bad","objective":{"command":["sh","no-such-script.sh"]},"searchSpace":{"x":[0,1]}}""", "/objective/command/1" },
        { "a directory that is not there", """{"name":"bad","objective":{"command":["sh"],"workingDirectory":"/no/such/folder"},"searchSpace":{"x":[0,1]}}""", "/objective/workingDirectory" },
        { "not JSON", "hello", "" },
        { "no body", "", "" },
        { "array", "[]", "" },
    };

    [Theory, MemberData(nameof(BadStudies))]
    public async Task Start_BadStudyFile_Answers400ThatNamesTheField(string what, string body, string pointer)
    {
        var (status, problem) = await PostAsync(body);

        Assert.True(status == HttpStatusCode.BadRequest, what);
        Assert.Contains(problem!.Errors!, e => e.Pointer == pointer);
        Assert.DoesNotContain((await apps.App.Client.ListStudiesAsync(null, 1000)).Items, s => s.Name == "bad");
    }

    [Fact]
    public async Task Start_FiveMegabytes_Answers413()
    {
        var (status, problem) = await PostAsync($$"""{"name":"bad","objective":"branin","x":"{{new string('x', 5 * 1024 * 1024)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("larger than", problem!.Errors!.Single().Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "", 1024 * 1024)]
    [InlineData("PATCH", "/large", 256 * 1024)]
    [InlineData("POST", "/large/stop", 1024)]
    [InlineData("POST", "/large/enqueue", 256 * 1024)]
    public async Task Ask_BodyOverTheLimit_Answers413ThatNamesIt(string method, string path, int limit)
    {
        await apps.App.Client.StartStudyAsync("""{"name":"large","objective":"number","trials":2}""");
        // JSON as far as it is allowed to go; once with its length said beforehand, once not.
        foreach (var isChunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"v1/tuner/studies{path}")
            {
                Content = new StringContent($"{{{new string(' ', limit)}}}"),
            };
            request.Headers.TransferEncodingChunked = isChunked;
            using var response = await apps.App.Http.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            var problem = JsonSerializer.Deserialize<ProblemView>(await response.Content.ReadAsStringAsync(), TunerJson.Options)!;
            Assert.Equal("The request is too large", problem.Title);
            Assert.Equal(
                ("", $"is larger than {limit} bytes, the most that this request may have"),
                (problem.Errors!.Single().Pointer, problem.Errors!.Single().Detail));
        }
    }

    [Fact]
    public async Task Ask_StudyThatCannotBeRead_SaysSo_ListsWhatIsKnown_AndDeletesIt()
    {
        const string Name = "unreadable";
        var started = await apps.App.Client.StartStudyAsync($$"""{"name":"{{Name}}","objective":"number","trials":2}""");
        await apps.App.EndAsync(Name);
        var (studies, index) = (apps.App.Tables.GetTableClient("tunerstudies"), apps.App.Tables.GetTableClient("tunerindex"));
        Azure.Data.Tables.TableEntity row = await studies.GetEntityAsync<Azure.Data.Tables.TableEntity>(
            Name, "study"), entry;
        // The index is told after the row.
        do entry = await index.GetEntityAsync<Azure.Data.Tables.TableEntity>("studies", Name);
        while (entry.GetString("State") != nameof(StudyState.Ended));
        (row["State"], entry["StopReason"]) = ("Dreaming", "Boredom");
        await studies.UpdateEntityAsync(row, Azure.ETag.All);
        await index.UpdateEntityAsync(entry, Azure.ETag.All);

        using var shown = await apps.App.Http.GetAsync(new Uri($"v1/tuner/studies/{Name}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, shown.StatusCode);
        Assert.Contains("The study's row cannot be read: ", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var listed = (await apps.App.Client.ListStudiesAsync(PageCursor.AfterStudy("unreadabl"), 1)).Items.Single();
        Assert.Equal((Name, StudyState.Ended, started.CreatedAt), (listed.Name, listed.State, listed.CreatedAt));
        Assert.StartsWith("The study's row cannot be read: ", listed.Error, StringComparison.Ordinal);

        await apps.App.Client.DeleteStudyAsync(Name);
        using var gone = await apps.App.Http.GetAsync(new Uri($"v1/tuner/studies/{Name}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Start_SeveralErrors_NamesAllAtOnce()
    {
        var (_, problem) = await PostAsync("""{"name":"a/b","objective":"brannin","trials":0,"parallelism":"two","searchSpace":{"x":{"uniform":[2,1]},"y":[0,1,"log"]},"seeed":1}""");

        Assert.Equal(
            ["/name", "/objective", "/parallelism", "/searchSpace/x/uniform/0", "/searchSpace/y/0", "/seeed", "/trials"],
            problem!.Errors!.Select(e => e.Pointer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Start_HighThatStepsDoNotMeet_IsRemarked()
    {
        var started = await apps.App.Client.StartStudyAsync(
            """{"name":"off-grid","objective":"number","trials":1,"searchSpace":{"x":{"kind":"int","low":10,"high":1000,"step":300}}}""");

        Assert.Contains("ends at 910", Assert.Single(started.Remarks!), StringComparison.Ordinal);
        Assert.Null((await apps.App.Client.GetStudyAsync("off-grid")).Remarks);
    }

    [Fact]
    public async Task Start_SameSpecAgain_IsTheSameStudy()
    {
        const string Spec = """{"name":"again","objective":"number","trials":2}""";
        await apps.App.Client.StartStudyAsync(Spec);
        await apps.App.EndAsync("again");

        using var response = await apps.App.Http.PostAsync(new Uri("v1/tuner/studies", UriKind.Relative), new StringContent(Spec));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/v1/tuner/studies/again", response.Headers.Location!.OriginalString);
        Assert.Equal(2, (await apps.App.Client.GetStudyAsync("again")).Counts.Complete);
    }

    [Fact]
    public async Task Start_MoreTrials_Extends()
    {
        await apps.App.Client.StartStudyAsync("""{"name":"more","objective":"number","trials":2}""");
        await apps.App.EndAsync("more");
        await apps.App.Client.StartStudyAsync("""{"name":"more","objective":"number","trials":4}""");

        Assert.Equal(4, (await apps.App.EndAsync("more")).Counts.Complete);
    }

    [Fact]
    public async Task Start_OtherSpec_Answers409()
    {
        await apps.App.Client.StartStudyAsync("""{"name":"other","objective":"number","trials":2}""");
        var (status, problem) = await PostAsync("""{"name":"other","objective":"number","trials":2,"seed":5}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal([new FieldError("/seed", "is 0 there, 5 here")], problem!.Errors);
    }

    [Theory]
    [InlineData("""{"mode": "later"}""", "/mode")]
    [InlineData("""{"after": true}""", "/after")]
    [InlineData("[]", "")]
    public async Task Stop_BodyThatIsNone_Answers400AndStopsNothing(string body, string pointer)
    {
        var name = "unstoppable-" + pointer.Trim('/');
        await apps.App.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"gated","trials":1}""");

        using var response = await apps.App.Http.PostAsync(
            new Uri($"v1/tuner/studies/{name}/stop", UriKind.Relative), new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"pointer\":\"{pointer}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await apps.App.Client.GetStudyAsync(name)).StopReason);
        using var empty = await apps.App.Http.PostAsync(new Uri($"v1/tuner/studies/{name}/stop", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, empty.StatusCode);
    }

    [Theory]
    [InlineData("GET", "v1/tuner/studies/nobody")]
    [InlineData("PATCH", "v1/tuner/studies/nobody")]
    [InlineData("DELETE", "v1/tuner/studies/nobody")]
    [InlineData("POST", "v1/tuner/studies/nobody/stop")]
    [InlineData("POST", "v1/tuner/studies/nobody/resume")]
    [InlineData("POST", "v1/tuner/studies/nobody/pause")]
    [InlineData("POST", "v1/tuner/studies/nobody/trials/0/cancel")]
    [InlineData("POST", "v1/tuner/studies/nobody/trials/0/retry")]
    [InlineData("GET", "v1/tuner/studies/nobody/trials/0/log")]
    [InlineData("POST", "v1/tuner/studies/nobody/enqueue")]
    [InlineData("GET", "v1/tuner/studies/nobody/trials")]
    [InlineData("GET", "v1/tuner/studies/nobody/trials/0")]
    [InlineData("GET", "v1/tuner/studies/nobody/best")]
    [InlineData("GET", "v1/tuner/studies/%23bad%3F/best")]
    public async Task Ask_StudyThatIsNot_Answers404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "PATCH") request.Content = new StringContent("""{"trials":5}""");
        using var response = await apps.App.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("trials?limit=0", "?limit")]
    [InlineData("trials?limit=x", "?limit")]
    [InlineData("trials?after=MQ", "?after")]
    [InlineData("trials?state=dead", "?state")]
    [InlineData("best?count=0", "?count")]
    [InlineData("best?cuont=1", "?cuont")]
    [InlineData("trials?bogus=1", "?bogus")]
    [InlineData("?bogus=1", "?bogus")]
    [InlineData("trials/0?bogus=1", "?bogus")]
    [InlineData("trials/0/log?lines=5", "?lines")]
    [InlineData("trials/0/artifacts?limit=5", "?limit")]
    [InlineData("trials/0/artifacts/model.bin?part=1", "?part")]
    public async Task Ask_BadQuery_Answers400ThatNamesIt(string path, string parameter)
    {
        using var response = await apps.App.Http.GetAsync(new Uri($"v1/tuner/studies/any/{path}", UriKind.Relative));
        var problem = JsonSerializer.Deserialize<ProblemView>(await response.Content.ReadAsStringAsync(), TunerJson.Options);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, problem!.Errors!.Single().Pointer);
    }

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"trials":1}""", "/trials")]
    [InlineData("""{"trials":5,"limitUsd":2}""", "/limitUsd")]
    [InlineData("""{"trails":5}""", "/trails")]
    public async Task Extend_BadRequest_Answers400ThatNamesTheField(string body, string pointer)
    {
        await apps.App.Client.StartStudyAsync("""{"name":"to-extend","objective":"number","trials":2}""");
        using var response = await apps.App.Http.PatchAsync(
            new Uri("v1/tuner/studies/to-extend", UriKind.Relative), new StringContent(body));
        var problem = JsonSerializer.Deserialize<ProblemView>(await response.Content.ReadAsStringAsync(), TunerJson.Options);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(problem!.Errors!, e => e.Pointer == pointer);
    }

    [Theory]
    [InlineData("""{}""", "/points")]
    [InlineData("""{"points":[]}""", "/points")]
    [InlineData("""{"points":[{"u":0.5},{"elsewhere":1}]}""", "/points/1/elsewhere")]
    [InlineData("""{"points":[{"u":7}]}""", "/points/0/u")]
    [InlineData("""{"points":[{"u":0.5}],"requestId":"a"}""", "/requestId")]
    public async Task Enqueue_BadRequest_Answers400ThatNamesTheField(string body, string pointer)
    {
        await apps.App.Client.StartStudyAsync("""{"name":"to-enqueue","objective":"number","trials":2,"searchSpace":{"u":[0,1]}}""");
        using var response = await apps.App.Http.PostAsync(
            new Uri("v1/tuner/studies/to-enqueue/enqueue", UriKind.Relative), new StringContent(body));
        var problem = JsonSerializer.Deserialize<ProblemView>(await response.Content.ReadAsStringAsync(), TunerJson.Options);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(problem!.Errors!, e => e.Pointer == pointer);
    }

    [Fact]
    public async Task Get_WhileAChangeOfTheStudyHangs_Answers()
    {
        const string Name = "held-up";
        await apps.App.Client.StartStudyAsync($$"""{"name":"{{Name}}","objective":"number","trials":1}""");
        await apps.App.EndAsync(Name);
        using var release = new ManualResetEventSlim();
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = apps.App.Services.GetRequiredService<Storage.StudyStore>();
        var changing = Task.Run(() => store.ChangeAsync(
            StudyName.Parse(Name),
            _ =>
            {
                hangs.SetResult();
                release.Wait(TestContext.Current.CancellationToken);
                return null;
            },
            CancellationToken.None));
        await hangs.Task;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            Assert.Equal(StudyState.Ended, (await apps.App.Client.GetStudyAsync(Name, limit.Token)).State);
            Assert.Single((await apps.App.Client.ListTrialsAsync(Name, (string?)null, cancellationToken: limit.Token)).Items);
        }
        finally
        {
            release.Set();
            await changing;
        }
    }

    [Fact]
    public async Task List_Pages_GivesEachStudyOnce()
    {
        foreach (var i in Enumerable.Range(0, 5)) await apps.App.Client.StartStudyAsync($$"""{"name":"page-{{i}}","objective":"number","trials":1}""");
        var names = new List<string>();
        var after = PageCursor.AfterStudy("page-");
        do
        {
            var page = await apps.App.Client.ListStudiesAsync(after, 2);
            names.AddRange(page.Items.Select(s => s.Name));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["page-0", "page-1", "page-2", "page-3", "page-4"], names.Where(n => n.StartsWith("page-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Health_And_Ready_Answer()
    {
        Assert.Equal("ok", (await apps.App.Client.HealthAsync()).Status);
        Assert.Equal("ok", (await apps.App.Client.ReadyAsync()).Status);
    }

    private async Task<(HttpStatusCode Status, ProblemView? Problem)> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await apps.App.Http.PostAsync(new Uri("v1/tuner/studies", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode,
            response.IsSuccessStatusCode ? null : JsonSerializer.Deserialize<ProblemView>(text, TunerJson.Options));
    }
}
