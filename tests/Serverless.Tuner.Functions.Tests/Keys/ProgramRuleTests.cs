using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>Programs are run for the owner and for admins, however a study with one is brought.</summary>
public sealed class ProgramRuleTests(KeyedApp app, TunerApps apps) : IClassFixture<KeyedApp>
{
    private const string Space = "\"searchSpace\":{\"x\":[0,1]},\"trials\":1";

    public static TheoryData<string> Objectives =>
    [
        """{"command":["true"]}""",
        """{"kind":"command","command":["true"]}""",
        """{"kind":"command"}""",
        """{"command":["sh","no-such-script.sh"]}""",
        """{"command":["true"],"workingDirectory":"/no/such/folder"}""",
    ];

    [Theory, MemberData(nameof(Objectives))]
    public async Task Start_WithAWriteKey_IsRefused_AndTellsNothingOfFiles(string objective)
    {
        using var response = await StartAsync(app.Keys["Write"], $$"""{"name":"mine","objective":{{objective}},{{Space}}}""");
        var answer = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("scope admin", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("no/such", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such", answer, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TunerApiException>(() => app.App.Client.GetStudyAsync("mine"));
    }

    [Theory]
    [InlineData("Admin")]
    [InlineData("token")]
    public async Task Start_ByAnAdmin_IsAccepted_AndAWriteKeyMayOnlyLetItGoOn(string key)
    {
        var name = $"programs-{key}";
        string study(int trials) => $$"""{"name":"{{name}}","objective":{"command":["true"]},"searchSpace":{"x":[0,1]},"trials":{{trials}}}""";
        using var started = await StartAsync(app.Keys[key], study(1));
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await app.App.EndAsync(name);

        foreach (var trials in (int[])[1, 2])
        {
            using var again = await StartAsync(app.Keys["Write"], study(trials));
            Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        }

        // What it runs was the admin's choice.
        using var more = await app.SendAsync(HttpMethod.Patch, $"v1/tuner/studies/{name}", app.Keys["Write"], """{"trials":2}""");
        Assert.Equal(HttpStatusCode.OK, more.StatusCode);
        // No request but a start says what is run.
        using var other = await app.SendAsync(
            HttpMethod.Patch, $"v1/tuner/studies/{name}", app.Keys["Write"], """{"trials":3,"objective":{"command":["false"]}}""");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        await app.App.EndAsync(name);
    }

    [Fact]
    public async Task Start_OnAServerThatOthersReach_IsRefusedToTheOwner_UnlessItIsAllowed()
    {
        await using var reached = await TunerApp.StartAsync(
            apps.ConnectionString,
            configure: services => services.AddSingleton(new ApiAccess { LocalToken = TunerApp.Token, AllowsCommands = false }));

        var refused = await Assert.ThrowsAsync<TunerApiException>(
            () => reached.Client.StartStudyAsync($$"""{"name":"reached","objective":{"command":["true"]},{{Space}}}"""));

        Assert.Equal(403, refused.Status);
        Assert.Contains("--allow-commands", refused.Message, StringComparison.Ordinal);
        var registered = await reached.Client.StartStudyAsync("""{"name":"reached","objective":"number","trials":1}""");
        await reached.EndAsync(registered.Name);
    }

    [Fact]
    public async Task Start_OfAClass_WithAWriteKey_IsAccepted()
    {
        using var response = await StartAsync(app.Keys["Write"], """{"name":"a-class","objective":"number","trials":1}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private Task<HttpResponseMessage> StartAsync(string key, string study) =>
        app.SendAsync(HttpMethod.Post, "v1/tuner/studies", key, study);
}
