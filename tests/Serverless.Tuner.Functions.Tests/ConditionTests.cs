using System.Net;
using System.Net.Http.Headers;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>A study is changed only as its caller knows it, when the caller asks for that.</summary>
public sealed class ConditionTests(TunerApps apps)
{
    public static TheoryData<string, string, string?> Changes => new()
    {
        { "PATCH", "", """{"trials":9}""" },
        { "POST", "/stop", null },
        { "POST", "/pause", null },
        { "POST", "/resume", null },
        { "POST", "/enqueue", """{"points":[{"u":0.5}]}""" },
        { "DELETE", "", null },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task Change_OfAStudyThatAnotherRequestHasChanged_Is412AndChangesNothing(string method, string path, string? body)
    {
        var name = $"condition-{method}{path.Replace('/', '-')}".ToLowerInvariant();
        await StartAsync(name);
        var before = await TagAsync(name);
        await apps.App.Client.ExtendStudyAsync(name, new ExtendRequest { Trials = 3 });
        if (path == "/resume") await apps.App.Client.PauseStudyAsync(name);
        var (shown, tag) = (await apps.App.Client.GetStudyAsync(name), await TagAsync(name));

        var (status, answer) = await AskAsync(method, name + path, body, before);

        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Contains(ProblemKind.Changed.Type, answer, StringComparison.Ordinal);
        var after = await apps.App.Client.GetStudyAsync(name);
        Assert.Equal(
            (shown.Spec.Trials, shown.Enqueued, shown.StopReason, shown.Waiting),
            (after.Spec.Trials, after.Enqueued, after.StopReason, after.Waiting));
        Assert.NotEqual(before.Split('.')[0], tag.Split('.')[0]);

        Assert.True((int)(await AskAsync(method, name + path, body, tag)).Status is >= 200 and < 300);
    }

    [Fact]
    public async Task Change_WhileTrialsEnd_IsNotHeldUpByThem()
    {
        const string Name = "condition-goes-on";
        await StartAsync(Name, "number", trials: 200);
        var before = await TagAsync(Name);
        await apps.App.UntilAsync(Name, study => study.Counts.Ended >= 10);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("PATCH", Name, """{"trials":300}""", before)).Status);
        Assert.Equal(300, (await apps.App.Client.GetStudyAsync(Name)).Spec.Trials);
    }

    [Theory]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"other\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("not a tag", HttpStatusCode.PreconditionFailed)]
    public async Task Change_IfMatchOfAnyForm_IsHeeded(string tag, HttpStatusCode status)
    {
        var name = $"condition-form-{tag.Length}";
        await StartAsync(name);

        Assert.Equal(status, (await AskAsync("PATCH", name, """{"trials":5}""", tag)).Status);
    }

    [Fact]
    public async Task Change_IfMatchThatAProxyMadeWeak_IsHeeded()
    {
        await StartAsync("condition-weak");
        var tag = "W/" + await TagAsync("condition-weak");

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("PATCH", "condition-weak", """{"trials":5}""", tag)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await AskAsync("PATCH", "condition-weak", """{"trials":6}""", tag)).Status);
    }

    [Fact]
    public async Task Get_StudyThatIsKnown_Is304()
    {
        await StartAsync("condition-known");
        await apps.App.UntilAsync("condition-known", study => study.Counts.Running == 1);
        var tag = await TagAsync("condition-known");
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("condition-known"));
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));

        using var response = await apps.App.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotModified, tag), (response.StatusCode, response.Headers.ETag!.ToString()));
    }

    private async Task StartAsync(string name, string objective = "gated", int trials = 2) => await apps.App.Client.StartStudyAsync(
        $$$"""{"name":"{{{name}}}","objective":"{{{objective}}}","trials":{{{trials}}},"parallelism":1,"searchSpace":{"u":[0,1]}}""");

    private async Task<string> TagAsync(string name)
    {
        using var response = await apps.App.Http.GetAsync(Address(name));
        return response.Headers.ETag!.ToString();
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string method, string path, string? body, string tag)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(path));
        if (body is not null) request.Content = new StringContent(body);
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var response = await apps.App.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Uri Address(string path) => new($"v1/tuner/studies/{path}", UriKind.Relative);
}
