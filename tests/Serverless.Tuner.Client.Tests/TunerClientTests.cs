using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Serverless.Tuner.Contracts;
using Xunit;

namespace Serverless.Tuner.Client.Tests;

public sealed class TunerClientTests
{
    private const string Study =
        """
        {"name":"s","state":"running","spec":{"name":"s","objective":{"kind":"registered","name":"sphere"},"directions":["minimize"],
        "searchSpace":[{"name":"x","kind":"float","low":-5,"high":5}]},"counts":{"running":1},"ledger":{"spentUsd":0.25},
        "createdAt":"2026-01-02T03:04:05Z"}
        """;

    [Fact]
    public async Task StartStudy_AnyText_IsSentUnchanged()
    {
        await using var server = await StubServer.AnsweringAsync(202, Study);

        var study = await server.Client.StartStudyAsync("""{ "name":"s",  "trials": 1e1 }""");

        Assert.Equal("""POST /v1/tuner/studies { "name":"s",  "trials": 1e1 }""", Assert.Single(server.Requests));
        Assert.Equal(StudyState.Running, study.State);
        Assert.Equal(0.25m, study.Ledger.SpentUsd);
    }

    [Fact]
    public async Task StartStudy_Refused_CarriesEveryFieldThatIsWrong()
    {
        const string problem =
            """{"title":"Invalid study","status":400,"detail":"2 fields are wrong.","errors":[{"pointer":"/searchSpace/2/low","detail":"Missing."}]}""";
        await using var server = await StubServer.AnsweringAsync(400, problem, "application/problem+json");

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => server.Client.StartStudyAsync("{}"));

        Assert.Equal(400, refused.Status);
        Assert.Equal("2 fields are wrong.", refused.Message);
        Assert.Equal(new FieldError("/searchSpace/2/low", "Missing."), Assert.Single(refused.Problem.Errors!));
    }

    [Fact]
    public async Task AnyCall_ErrorThatIsNoProblem_IsStillAnApiException()
    {
        await using var server = await StubServer.AnsweringAsync(502, "<html>bad gateway</html>", "text/html");

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => server.Client.GetStudyAsync("s"));

        Assert.Equal(502, refused.Status);
        Assert.Contains("502", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>hello</html>", "text/html")]
    [InlineData("[1]", "application/json")]
    public async Task Health_AnotherProgramListens_SaysSo(string body, string contentType)
    {
        await using var server = await StubServer.AnsweringAsync(200, body, contentType);

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => server.Client.HealthAsync());

        Assert.Contains("not as a Serverless Tuner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListTrials_SeveralPages_ReadsThemAllInOrder()
    {
        await using var server = await StubServer.AnsweringAsync(request => request.Query["after"].ToString() switch
        {
            "" => Page("\"1\"", 0, 1),
            "1" => Page("\"2\"", 2),
            _ => Page("null", 3),
        });

        var numbers = await server.Client.ListTrialsAsync("s", state: TrialState.Complete).Select(trial => trial.Number).ToListAsync();

        Assert.Equal([0, 1, 2, 3], numbers);
        Assert.Equal("GET /v1/tuner/studies/s/trials?limit=1000&state=complete", server.Requests.First());
        Assert.Equal("GET /v1/tuner/studies/s/trials?after=2&limit=1000&state=complete", server.Requests.Last());
    }

    [Fact]
    public async Task ListTrials_AfterANumber_SkipsWhatIsKnown()
    {
        await using var server = await StubServer.AnsweringAsync(_ => Page("null"));

        Assert.Empty(await server.Client.ListTrialsAsync("s", after: 0).ToListAsync());

        Assert.Equal($"GET /v1/tuner/studies/s/trials?after={PageCursor.AfterTrial(0)}&limit=1000", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Enqueue_WhenTheConnectionBreaksBeforeTheAnswer_IsSentAgainWithTheSameKey()
    {
        var keys = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = await StubServer.AnsweringAsync(request =>
        {
            keys.Enqueue(request.Headers["Idempotency-Key"].ToString());
            if (keys.Count == 1) request.HttpContext.Abort();
            return Results.Text(Study, "application/json");
        });

        await server.Client.EnqueueAsync("s", new EnqueueRequest { Points = [] });
        await server.Client.EnqueueAsync("s", new EnqueueRequest { Points = [] });

        Assert.Equal([1, 2], keys.GroupBy(key => key).Select(key => key.Count()).Order());
        Assert.DoesNotContain("", keys);
    }

    /// <summary>Nothing tells whether the first one counted, and a second would count again.</summary>
    [Fact]
    public async Task Extend_WhenTheConnectionBreaksBeforeTheAnswer_IsNotSentAgain()
    {
        await using var server = await StubServer.AnsweringAsync(request =>
        {
            request.HttpContext.Abort();
            return Results.Ok();
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.ExtendStudyAsync("s", new ExtendRequest { Trials = 5 }));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnyCall_WhatTheServerCannotDo_IsNotAskedAgain()
    {
        await using var server = await StubServer.AnsweringAsync(501, """{"title":"no files"}""");

        var refused = await Assert.ThrowsAsync<TunerApiException>(() => server.Patient(TimeSpan.FromMinutes(5)).HealthAsync());

        Assert.Equal(501, refused.Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnyCall_NoAnswerWithinTheTimeOfTheHttpClient_IsAskedAgainByAPatientOne()
    {
        var asked = 0;
        await using var server = await StubServer.AnsweringAsync(request =>
        {
            if (Interlocked.Increment(ref asked) > 1) return Results.Text(Study, "application/json");
            request.HttpContext.RequestAborted.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            return Results.Ok();
        });
        using var http = new HttpClient { BaseAddress = server.Client.Server, Timeout = TimeSpan.FromSeconds(0.5) };

        Assert.Equal("s", (await new TunerClient(http, TunerRetries.For(TimeSpan.FromMinutes(5))).GetStudyAsync("s")).Name);

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task DeleteStudy_DoneByATryWhoseAnswerWasLost_Succeeds_AndOneThatNeverWasDoesNot()
    {
        var gone = """{"type":"urn:tuner:error:no-such-study","title":"gone","status":404}""";
        var asked = 0;
        await using var server = await StubServer.AnsweringAsync(_ => Interlocked.Increment(ref asked) == 1
            ? Results.Text("bad gateway", statusCode: 502)
            : Results.Text(gone, "application/problem+json", statusCode: 404));
        var client = server.Patient(TimeSpan.FromMinutes(5));

        await client.DeleteStudyAsync("s");

        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => client.DeleteStudyAsync("s"))).Status);
        Assert.Equal(3, asked);
    }

    /// <summary>A file is read again from where it was, or sent once where it cannot be.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutArtifact_AnswerIsLost_IsSentAgainWholeWhereItCanBe(bool canSeek)
    {
        var bodies = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = await StubServer.AnsweringAsync(request =>
        {
            bodies.Enqueue((string)request.HttpContext.Items["body"]!);
            return bodies.Count == 1 ? Results.Text("bad gateway", statusCode: 502) : Results.Json(
                new ArtifactView
                {
                    File = "m",
                    Bytes = 5,
                    Sha256 = "0",
                    ContentType = "application/octet-stream",
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    Study = "s",
                    Trial = 0,
                    Attempt = 1,
                    Parameters = new Dictionary<string, ParameterValue>(),
                    Seed = 1,
                }, TunerJson.Options);
        });
        using var whole = new MemoryStream("__model"u8.ToArray()) { Position = 2 };
        using Stream content = canSeek ? whole : new BrotliStream(Packed("model"), CompressionMode.Decompress);
        var put = server.Patient(TimeSpan.FromMinutes(5)).PutArtifactAsync("s", 0, "lease", "m", content);

        if (canSeek) Assert.Equal("m", (await put).File);
        else Assert.Equal(502, (await Assert.ThrowsAsync<TunerApiException>(() => put)).Status);

        Assert.Equal(canSeek ? ["model", "model"] : ["model"], bodies);

        static MemoryStream Packed(string text)
        {
            var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true))
                brotli.Write(System.Text.Encoding.UTF8.GetBytes(text));
            packed.Position = 0;
            return packed;
        }
    }

    [Fact]
    public async Task ExtendStudy_OneField_SendsOnlyThatField()
    {
        await using var server = await StubServer.AnsweringAsync(200, Study);

        await server.Client.ExtendStudyAsync("s", new ExtendRequest { LimitUsd = 2.5m });

        Assert.Equal("""PATCH /v1/tuner/studies/s {"limitUsd":2.5}""", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task DeleteStudy_NoContent_Succeeds()
    {
        await using var server = await StubServer.AnsweringAsync(_ => Results.NoContent());

        await server.Client.DeleteStudyAsync("s");

        Assert.Equal("DELETE /v1/tuner/studies/s", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task StopAndResume_PostToTheStudy()
    {
        await using var server = await StubServer.AnsweringAsync(202, Study);

        await server.Client.StopStudyAsync("s");
        await server.Client.StopStudyAsync("s", StopMode.AfterRunning);
        await server.Client.ResumeStudyAsync("s");

        Assert.Equal(["""POST /v1/tuner/studies/s/stop {"mode":"now"}""", """POST /v1/tuner/studies/s/stop {"mode":"afterRunning"}""", "POST /v1/tuner/studies/s/resume"], server.Requests);
    }

    [Fact]
    public async Task AnyName_IsEscapedInThePath()
    {
        await using var server = await StubServer.AnsweringAsync(200, Study);

        await server.Client.GetStudyAsync("a/b?c");

        Assert.DoesNotContain('?', Assert.Single(server.Requests));
        Assert.DoesNotContain("a/b", server.Requests.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_NobodyListens_ThrowsHttpRequestException()
    {
        var server = await StubServer.AnsweringAsync(200, Study);
        var nowhere = server.Client.Server;
        await server.DisposeAsync();
        using var http = new HttpClient { BaseAddress = nowhere };

        await Assert.ThrowsAsync<HttpRequestException>(() => new TunerClient(http).HealthAsync());
    }

    private static IResult Page(string next, params int[] numbers)
    {
        var items = numbers.Select(n => $$"""{"number":{{n}},"state":"complete","parameters":{"x":1.0},"createdAt":"2026-01-02T03:04:05Z"}""");
        return Results.Text($$"""{"items":[{{string.Join(',', items)}}],"next":{{next}}}""", "application/json");
    }
}
