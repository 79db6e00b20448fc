using System.Net;
using System.Text.Json;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>What a study keeps secret is told to nobody.</summary>
public sealed class SecretTests(KeyedApp app) : IClassFixture<KeyedApp>
{
    private const string Secret = "s3cret-of-the-study";
    private const string Name = "secretive";

    [Fact]
    public async Task Environment_IsInNoAnswer_AndStillTellsStudiesApart()
    {
        var started = await SendAsync(HttpMethod.Post, "", Study(Secret));
        Assert.Equal(HttpStatusCode.Accepted, started);
        await app.App.EndAsync(Name);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, $"/{Name}"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, ""));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Patch, $"/{Name}", """{"trials":2}"""));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, $"/{Name}/enqueue", """{"points":[{"x":0.5}]}"""));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(HttpMethod.Post, $"/{Name}/stop"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, $"/{Name}/trials/0"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, $"/{Name}/best"));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(HttpMethod.Post, "", Study(Secret, 2))); // The same study again.
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, "", Study($"another-{Secret}", 2)));

        var view = await app.App.Client.GetStudyAsync(Name);
        Assert.Equal(["***"], view.Spec.Objective.Environment!.Values);
        Assert.Equal(["PASSWORD"], view.Spec.Objective.Environment.Keys);
        using var log = await app.SendAsync(HttpMethod.Get, $"v1/tuner/studies/{Name}/trials/0/log", app.Keys["token"]);
        Assert.Contains($"it has {Secret.Length + 1} bytes", await log.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_ThatTheProgramRepeats_IsHiddenInReasonLogAndAttributes()
    {
        const string Fails = """echo "out $PASSWORD"; echo "boom $PASSWORD" >&2; exit 3""";
        const string Bad = """printf '{{"value": "%s"}}' "$PASSWORD" """;
        const string Notes = """printf '{{"value": 1, "attributes": {{"a": "with %s"}}}}' "$PASSWORD" """;
        foreach (var (name, script) in new[] { ("repeats-fails", Fails), ("repeats-bad", Bad), ("repeats-notes", Notes) })
        {
            var study = Study(Secret, script: script, name: name);
            await app.App.Client.StartStudyAsync(study.Replace("\"trials\"", "\"maxAttempts\":1,\"trials\""));
            await app.App.EndAsync(name);
            Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, $"/{name}/trials/0/log"));
            Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, $"/{name}/trials"));
        }

        Assert.Contains("boom ***", (await app.App.TrialsAsync("repeats-fails"))[0].Reason, StringComparison.Ordinal);
        Assert.Contains("***", (await app.App.TrialsAsync("repeats-bad"))[0].Reason, StringComparison.Ordinal);
        Assert.Equal("with ***", (await app.App.TrialsAsync("repeats-notes"))[0].Attributes!["a"]);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("\"1234567 {no-parameter}\"")]
    [InlineData("\"1234567 {\"")]
    public async Task Environment_ThatIsWrong_IsNamedWithoutItsValue(string value)
    {
        using var response = await app.SendAsync(HttpMethod.Post, "v1/tuner/studies", app.Keys["token"], Study(value, isJson: true));
        var answer = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("/objective/environment/PASSWORD", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", answer, StringComparison.Ordinal);
    }

    private static string Study(string secret, int trials = 1, bool isJson = false, string? script = null, string name = Name)
    {
        // Doubled braces: single ones mark a parameter.
        const string Script = """echo "it has $(echo $PASSWORD | wc -c) bytes"; echo '{{"value": 0.5}}'""";
        var value = isJson ? secret : JsonSerializer.Serialize(secret);
        return $$"""
            {"name":"{{name}}","trials":{{trials}},"searchSpace":{"x":[0,1]},
            "objective":{"command":["sh","-c",{{JsonSerializer.Serialize(script ?? Script)}}],"environment": {"PASSWORD": {{value}} } } }
            """;
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await app.SendAsync(method, $"v1/tuner/studies{path}", app.Keys["token"], body);
        Assert.DoesNotContain(Secret, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return response.StatusCode;
    }
}
