using System.Text.Json;
using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>No web page makes a user's browser run programs through the user's own server, or reads what is there.</summary>
public sealed class ApiAttackTests(Browser browser) : IAsyncLifetime
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("tuner-attack-");
    private Served _served = null!;

    private string Proof => Path.Combine(_files.FullName, "proof");

    private string Study => $$"""{"name":"attack","objective":{"command":["touch","{{Proof}}"]},"searchSpace":{"x":[0,1]},"trials":1}""";

    private string Studies => new Uri(_served.Url, "v1/tuner/studies").AbsoluteUri;

    public async ValueTask InitializeAsync() => _served = await Served.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _files.Delete(recursive: true);
    }

    [Theory, InlineData("127.0.0.1"), InlineData("localhost")]
    public async Task PageOfAnotherOrigin_WhateverItTries_IsRefusedAndReadsNothing(string host)
    {
        var before = await ShowAsync();
        await using var attacker = await AttackingPage.StartAsync(browser, host);

        var learned = await attacker.RunAsync(Attacks.OnTheApi, new { api = Studies, study = Study });

        var answers = await attacker.Traffic.WaitAsync(_served.Url, Attacks.OnTheApiRequests);
        Assert.Equal(Attacks.OnTheApiRequests, answers.Count);
        Assert.All(answers, answer => Assert.True(answer.Status == 403, answer.ToString()));
        Assert.All(learned.Values, known => Assert.Contains(known, (string[])["opaque", "nothing"]));
        await CheckUntouchedAsync(before);
    }

    [Theory, InlineData("127.0.0.1"), InlineData("localhost")]
    public async Task PageOfAnotherOrigin_LeadsItsVisitorToTheApi_IsRefused(string host)
    {
        var before = await ShowAsync();
        await using var attacker = await AttackingPage.StartAsync(browser, host);

        await NavigateAsync(await attacker.OpenAsync(), "api => { location = api + '?link'; }");
        await NavigateAsync(await attacker.OpenAsync(), $$"""
            api => {
                const form = Object.assign(document.createElement('form'), { method: 'post', enctype: 'text/plain', action: api + '?form' });
                form.append(Object.assign(document.createElement('input'), { name: {{JsonSerializer.Serialize(Study[..^1] + ",\"")}}, value: '":0}' }));
                document.body.append(form);
                form.submit();
            }
            """);

        var answers = await attacker.Traffic.WaitAsync(_served.Url, 2);
        Assert.Equal(
            [("GET", 403), ("POST", 403)],
            answers.Where(answer => answer.Url.StartsWith(Studies, StringComparison.Ordinal))
                .Select(answer => (answer.Method, answer.Status)));
        await CheckUntouchedAsync(before);
    }

    /// <summary>To a browser such a page has the server's own origin; only the name in its address is another one.</summary>
    [Fact]
    public async Task PageWhoseNameWasMadeToPointHere_IsRefused()
    {
        var before = await ShowAsync();
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();

        var shown = await page.GotoAsync($"http://{Browser.ReboundName}:{_served.Url.Port}/v1/tuner/studies");
        var posted = await page.EvaluateAsync<int>(
            "async study => (await fetch('/v1/tuner/studies', { method: 'POST', headers: { 'content-type': 'application/json' }, body: "
            + "study })).status", Study);

        Assert.Equal((403, 403), (shown!.Status, posted));
        await CheckUntouchedAsync(before);
    }

    [Fact]
    public async Task UserWhoEntersTheAddress_IsAskedForTheToken()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();

        var shown = await page.GotoAsync(Studies);

        Assert.Equal(401, shown!.Status);
        Assert.Contains("in the file `token` of its data directory", await shown.TextAsync(), StringComparison.Ordinal);
    }

    /// <summary>So that a page of the server's own can be linked to; what it fetches then comes from here.</summary>
    [Fact]
    public async Task LinkToWhatIsNotTheApi_IsFollowed()
    {
        await using var attacker = await AttackingPage.StartAsync(browser, "localhost");

        await NavigateAsync(await attacker.OpenAsync(), "api => { location = new URL('/', api); }");

        Assert.Contains(new Answer("GET", _served.Url.AbsoluteUri, 200), await attacker.Traffic.WaitAsync(_served.Url, 1));
    }

    private async Task NavigateAsync(IPage page, string script)
    {
        var arrived = page.WaitForURLAsync(url => url.StartsWith(_served.Url.AbsoluteUri, StringComparison.Ordinal));
        await page.EvaluateAsync(script, Studies);
        await arrived;
    }

    private async Task<string> ShowAsync() => JsonSerializer.Serialize(await _served.Client.GetStudyAsync(Served.Study), TunerJson.Options);

    private async Task CheckUntouchedAsync(string before)
    {
        Assert.Equal(
            [Served.Study],
            await _served.Client.ListStudiesAsync(TestContext.Current.CancellationToken).Select(study => study.Name).ToListAsync());
        Assert.Equal(before, await ShowAsync());
        Assert.False(File.Exists(Proof));
    }
}
