using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The dashboard's files, as a browser asks for them: without a key.</summary>
public sealed partial class DashboardTests(TunerApps apps) : IDisposable
{
    private const int MostFirst = 120 * 1024;

    private readonly HttpClient _browser = new() { BaseAddress = apps.App.Http.BaseAddress };

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Page_LetsABrowserRunItsOwnFilesAlone()
    {
        using var answer = await AskAsync("", "br");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        foreach (var rule in (string[])[
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'"])
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        var html = await (await AskAsync("", null)).Content.ReadAsStringAsync();
        Assert.DoesNotMatch("<script(?![^>]* src=)", html);
        Assert.DoesNotMatch("<style|style=| on[a-z]+=", html);
    }

    [Fact]
    public async Task FirstLoad_IsAtMost120KilobytesCompressed()
    {
        var page = await (await AskAsync("", null)).Content.ReadAsStringAsync();
        var files = Reference().Matches(page).Select(found => found.Groups[1].Value).ToList();
        Assert.Contains(files, file => file.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));

        var bytes = (await AskAsync("", "br")).Content.Headers.ContentLength!.Value;
        foreach (var file in files)
        {
            using var answer = await AskAsync(file, "br");
            Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
            bytes += answer.Content.Headers.ContentLength!.Value;
        }

        Assert.InRange(bytes, 1, MostFirst);
        // All pages with all charts are not much more: nothing large hides behind the first load.
        var all = DashboardFiles.All.Values.Sum(file => file.Brotli.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"dashboard: first load {bytes:N0} bytes, all of it {all:N0}");
        Assert.InRange(all, bytes, 2 * MostFirst);
    }

    [Fact]
    public async Task File_HasItsHashInItsName_AndIsKeptForEver()
    {
        foreach (var (name, file) in DashboardFiles.All.Where(pair => pair.Key != DashboardFiles.Page))
        {
            Assert.Matches("-[A-Za-z0-9_-]{8}\\.(js|css|svg)$", name);
            using var answer = await AskAsync($"assets/{name}", "br");
            Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal(file.Brotli, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task File_ForWhoTakesNothingCompressed_IsTheSame()
    {
        var (name, file) = DashboardFiles.All.First(pair => pair.Key.EndsWith(".js", StringComparison.Ordinal));

        using var plain = await AskAsync($"assets/{name}", null);
        using var refused = await AskAsync($"assets/{name}", "br;q=0, gzip");

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Empty(refused.Content.Headers.ContentEncoding);
        Assert.Equal(file.Plain(), await plain.Content.ReadAsByteArrayAsync());
        Assert.Equal("Accept-Encoding", plain.Headers.GetValues("Vary").Single());
    }

    [Fact]
    public async Task Page_ThatHasNotChanged_IsNotSentAgain()
    {
        using var first = await AskAsync("", "br");
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("compare?study=a%2Cb&metric=loss", "./#/compare?study=a%2Cb&metric=loss", "/#/compare?study=a%2Cb&metric=loss")]
    [InlineData("studies", "./#/", "/#/")]
    [InlineData("studies/a.b?tab=trials", "../#/studies/a.b?tab=trials", "/#/studies/a.b?tab=trials")]
    [InlineData("studies/a%20%3Fb", "../#/studies/a%20%3Fb", "/#/studies/a%20%3Fb")]
    public async Task PlaceWithoutItsSign_LeadsToThePage(string path, string location, string place)
    {
        using var straight = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _browser.BaseAddress };

        using var answer = await straight.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((HttpStatusCode.Found, location), (answer.StatusCode, answer.Headers.GetValues("Location").Single()));
        Assert.Equal(
            new Uri(_browser.BaseAddress!, place), new Uri(new Uri(_browser.BaseAddress!, path), location));
        Assert.Equal("text/html", (await AskAsync(path, null)).Content.Headers.ContentType?.MediaType);
    }

    [Theory, InlineData("nowhere"), InlineData("compare/more"), InlineData("index.html")]
    public async Task OtherPlace_IsNotThere(string path)
    {
        using var answer = await AskAsync(path, null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, InlineData("assets/index.html"), InlineData("assets/no-such.js"), InlineData("assets/..%2Findex.html")]
    public async Task OtherFile_IsNotThere(string path)
    {
        using var answer = await AskAsync(path, "br");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding is not null)
            foreach (var coding in encoding.Split(','))
                request.Headers.AcceptEncoding.Add(StringWithQualityHeaderValue.Parse(coding.Trim()));
        return await _browser.SendAsync(request);
    }

    [GeneratedRegex("(?:src|href)=\"\\./(assets/[^\"]+)\"")]
    private static partial Regex Reference();
}
