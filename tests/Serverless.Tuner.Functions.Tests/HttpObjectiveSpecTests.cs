using System.Net;
using System.Text;
using System.Text.Json;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What is wrong with an endpoint is said when its study is started.</summary>
public sealed class HttpObjectiveSpecTests(TunerApps apps)
{
    [Theory]
    [InlineData("https://127.0.0.2/", "", "/objective/url", "loopback")]
    [InlineData("http://10.0.0.1/", "", "/objective/url", "TUNER_OUTBOUND_ALLOW")]
    [InlineData("http://no-such-host.invalid/", "", "/objective/url", "TUNER_OUTBOUND_ALLOW")]
    [InlineData("https://user:word@trainer.example/", "", "/objective/url", "user name")]
    [InlineData("nothing", "", "/objective/url", "https://")]
    [InlineData("https://trainer.example/", """, "secret": "unknown" """, "/objective/secret", "TUNER_SECRET_UNKNOWN")]
    [InlineData("https://trainer.example/", """, "secret": "whsec_/+" """, "/objective/secret", "name of a secret")]
    [InlineData("https://trainer.example/", """, "headers": {"Host": "x"} """, "/objective/headers/Host", "set by the app")]
    [InlineData("https://trainer.example/", """, "headers": {"X": "a\nb"} """, "/objective/headers/X", "printable")]
    [InlineData("https://trainer.example/", """, "timeoutSeconds": 0 """, "/objective/timeoutSeconds", "above 0")]
    [InlineData("https://trainer.example/", """, "command": ["x"] """, "/objective/command", "not a field")]
    public async Task Start_WithAnObjectiveThatCannotBeCalled_SaysWhy(string url, string more, string pointer, string reason)
    {
        var objective = $$"""{"kind": "http", "url": "{{url}}"{{more}} }""";
        using var body = new StringContent(
            $$"""{"name": "http-refused", "objective": {{objective}}, "searchSpace": {"x": [0, 1]} }""", Encoding.UTF8, "application/json");

        var answer = await apps.App.Http.PostAsync("v1/tuner/studies", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var error = problem.RootElement.GetProperty("errors")[0];
        Assert.Equal(pointer, error.GetProperty("pointer").GetString());
        Assert.Contains(reason, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
