using System.Net;
using System.Text.Json;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>Who may ask the host, and who may not.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const string Token = "bXkgdG9rZW4gb2YgMzIgYnl0ZXMsIGFzIHRoZXkgY29tZQ==";

    private readonly TestHosts _hosts = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        var host = await _hosts.StartAsync(
            adjust: options =>
                options with { BearerToken = Token }, functions: [typeof(HttpFunctions), typeof(Orchestrators), typeof(Activities)]);
        _http.BaseAddress = new(host.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hosts.DisposeAsync();
    }

    [Theory]
    [InlineData("Bearer " + Token)]
    [InlineData("bearer " + Token)]
    public async Task Get_WithTheToken_IsAnswered(string authorization) =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/api/greet/ann", ("Authorization", authorization)));

    [Theory]
    [InlineData("", "")]
    [InlineData("Authorization", "")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "Bearer " + Token + "x")]
    [InlineData("Authorization", "Bearer " + Token + " " + Token)]
    [InlineData("Authorization", "Basic " + Token)]
    [InlineData("Authorization", Token)]
    [InlineData("Cookie", "token=" + Token)]
    [InlineData("Cookie", "Authorization=Bearer " + Token)]
    [InlineData("X-Functions-Key", Token)]
    public async Task Get_WithoutTheToken_IsUnauthorized(string header, string value) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/api/greet/ann?token=" + Token, (header, value)));

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api/nowhere")]
    [InlineData("GET", "/api/things")]
    [InlineData("POST", "/api/things")]
    [InlineData("OPTIONS", "/api/things")]
    [InlineData("GET", "/api/fail")]
    public async Task AnyRoute_WithoutTheToken_TellsNothingOfWhatIsThere(string method, string path) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(method, path));

    [Fact]
    public async Task Refusal_SaysWhereTheTokenIs_AndNotWhatItIs()
    {
        using var response = await _http.GetAsync("/api/greet/ann");
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(401, problem.GetProperty("status").GetInt32());
        Assert.Contains(
            "in the file `token` of the server's data directory", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "same-site")]
    [InlineData("GET", "cross-site")]
    [InlineData("POST", "same-site")]
    [InlineData("POST", "anything else")]
    public async Task Fetch_OfAPageOfElsewhere_IsRefused_EvenWithTheToken(string method, string site) =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(method, "/api/greet/ann", WithToken(("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "no-cors"))));

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    public async Task Fetch_OfItsOwnPageOrItsUser_IsAnswered(string site) =>
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync("GET", "/api/greet/ann", WithToken(("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "cors"))));

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
            method, path, WithToken(("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", destination))));

    [Fact]
    public async Task Preflight_IsRefused_AndNoAnswerAllowsOtherOriginsAnything()
    {
        var page = ("Origin", "http://127.0.0.1:1");
        using var preflight = await SendAsync(
            "OPTIONS", "/api/things", page, ("Access-Control-Request-Method",
                "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        using var refused = await SendAsync("GET", "/api/greet/ann", WithToken(page));
        using var answered = await SendAsync("GET", "/api/greet/ann", WithToken());

        Assert.Equal(HttpStatusCode.Forbidden, preflight.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        foreach (var response in (HttpResponseMessage[])[preflight, refused, answered])
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    private static (string, string)[] WithToken(params (string, string)[] headers) => [.. headers, ("Authorization", $"Bearer {Token}")];

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
