using System.Net;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>Who may ask the host, and who may not.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly TestHosts _hosts = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        var host = await _hosts.StartAsync(functions: [typeof(HttpFunctions), typeof(Orchestrators), typeof(Activities)]);
        _http.BaseAddress = new(host.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hosts.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "same-site")]
    [InlineData("GET", "cross-site")]
    [InlineData("POST", "same-site")]
    [InlineData("POST", "anything else")]
    public async Task Fetch_OfAPageOfElsewhere_IsRefused(string method, string site) =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(method, "/api/greet/ann", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "no-cors")));

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    public async Task Fetch_OfItsOwnPageOrItsUser_IsAnswered(string site) =>
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync("GET", "/api/greet/ann", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "cors")));

    [Theory]
    [InlineData("GET", "/api/greet/ann", "document", HttpStatusCode.OK)]
    [InlineData("HEAD", "/api/plain", "document", HttpStatusCode.OK)]
    [InlineData("GET", "/api/greet/ann", "iframe", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/plain", "document", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/v1/tuner/studies", "document", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/V1/tuner/studies", "document", HttpStatusCode.Forbidden)]
    public async Task Link_OfAPageOfElsewhere_LeadsToAPage_AndNotIntoAFrameOrTheApi(
        string method, string path, string destination, HttpStatusCode status) =>
        Assert.Equal(status, await StatusAsync(
            method, path, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", destination)));

    [Fact]
    public async Task Preflight_IsRefused_AndNoAnswerAllowsOtherOriginsAnything()
    {
        var page = ("Origin", "http://127.0.0.1:1");
        using var preflight = await SendAsync(
            "OPTIONS", "/api/things", page, ("Access-Control-Request-Method",
                "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        using var refused = await SendAsync("GET", "/api/greet/ann", page);
        using var answered = await SendAsync("GET", "/api/greet/ann");

        Assert.Equal(HttpStatusCode.Forbidden, preflight.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        foreach (var response in (HttpResponseMessage[])[preflight, refused, answered])
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("tuner.example", "", HttpStatusCode.OK)]
    [InlineData("TUNER.example:7071", "", HttpStatusCode.OK)]
    [InlineData("192.168.1.4:7071", "http://192.168.1.4:7071", HttpStatusCode.OK)]
    [InlineData("[2001:db8::1]:7071", "", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "", HttpStatusCode.OK)]
    [InlineData("rebound.example", "", HttpStatusCode.Forbidden)]
    [InlineData("tuner.example", "http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("tuner.example:7071", "http://tuner.example:8080", HttpStatusCode.Forbidden)]
    public async Task HostThatOthersReach_AnswersToItsNamesAndAddresses_ButToNoPageOfElsewhere(
        string name, string origin, HttpStatusCode status)
    {
        var host = await _hosts.StartAsync(
            options => options with { RemoteNames = ["tuner.example"] }, typeof(HttpFunctions), typeof(Orchestrators), typeof(Activities));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(host.Urls.Single()), "/api/greet/ann"));
        request.Headers.Host = name;
        if (origin.Length > 0) request.Headers.Add("Origin", origin);

        using var response = await _http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("tuner.example")]
    [InlineData("192.168.1.4")]
    public async Task HostForItsOwnMachine_CalledByAnotherName_Refuses(string name) =>
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("GET", "/api/greet/ann", ("Host", name)));

    private async Task<HttpStatusCode> StatusAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, headers);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        foreach (var (name, value) in headers)
            if (name.Length > 0) request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request);
    }
}
