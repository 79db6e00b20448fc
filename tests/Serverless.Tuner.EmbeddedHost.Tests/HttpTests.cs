using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

public sealed class HttpTests : IAsyncLifetime
{
    private readonly TestHosts _hosts = new();
    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        using var hostJson = new TemporaryFile("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v9" } } } // ours""");
        var host = await _hosts.StartAsync(
            adjust: options => options with { HostJsonPath = hostJson.Path },
            functions: [typeof(HttpFunctions), typeof(Orchestrators), typeof(Activities)]);
        _http.BaseAddress = new(host.Urls.Single() + "/v9/");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hosts.DisposeAsync();
    }

    [Theory]
    [InlineData("greet/ann?q=1%262", """{"greeting":"hello ann","times":null,"query":"1&2"}""")]
    [InlineData("greet/ann/3", """{"greeting":"hello ann","times":3,"query":""}""")]
    [InlineData("greet/a%20b", """{"greeting":"hello a b","times":null,"query":""}""")]
    public async Task Get_BindsRouteValuesAndWritesTheResult(string path, string json) =>
        Assert.Equal(json, await _http.GetStringAsync(path));

    [Theory]
    [InlineData("greet/ann/many", HttpStatusCode.NotFound)]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    [InlineData("things", HttpStatusCode.MethodNotAllowed)]
    public async Task Get_WhatIsNotThere_IsRefused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await _http.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Get_WhatIsNotThere_SaysSoInProblemDetails() =>
        Assert.Equal("application/problem+json", (await _http.GetAsync("nowhere")).Content.Headers.ContentType!.MediaType);

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Host", "localhost", HttpStatusCode.OK)]
    public async Task Get_AsAWebPageOfElsewhereWould_IsRefused(string header, string value, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "greet/ann");
        request.Headers.Add(header, value);

        Assert.Equal(status, (await _http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Get_AsAPageOfItsOwnWould_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "greet/ann");
        request.Headers.Add("Origin", _http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.OK, (await _http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Get_ARouteValueOfAnotherType_Is400AndNamesIt()
    {
        var response = await _http.GetAsync("number/seven");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("'seven' is not a valid value of 'value'", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, InlineData("PUT"), InlineData("POST")]
    public async Task Write_ReachesAnInstanceMadeByInjection(string method)
    {
        var response = await _http.SendAsync(new(new(method), "things") { Content = new StringContent("body") });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["body"], _hosts.Ledger.Lines);
    }

    [Fact]
    public async Task Post_WithTheDurableClient_StartsAnOrchestration()
    {
        var response = await _http.PostAsync("sums/3", null);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("Start", answer.GetProperty("function").GetString());
        Assert.EndsWith(answer.GetProperty("id").GetString()!, response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhatThrows_Is500WithoutTheSecretAndALogLineWithIt()
    {
        var response = await _http.GetAsync("fail");
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(500, body.GetProperty("status").GetInt32());
        Assert.DoesNotContain("secret", body.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            _hosts.Logs.Lines,
            line =>
                line.Contains("'Fail' failed on GET /v9/fail", StringComparison.Ordinal)
                    && line.Contains("a secret", StringComparison.Ordinal));
    }

    [Theory, InlineData("GET"), InlineData("DELETE")]
    public async Task Trigger_WithoutRouteAndMethods_HasItsNameAndTakesAll(string method) =>
        Assert.Equal(method, await (await _http.SendAsync(new(new(method), "plain"))).Content.ReadAsStringAsync());

    [Fact]
    public async Task Caller_WhoHangsUp_CancelsTheFunction()
    {
        using var caller = new CancellationTokenSource();
        var call = _http.GetAsync("hang", caller.Token);
        await Until(() => _hosts.Ledger.CountOf("hanging") == 1);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Until(() => _hosts.Ledger.CountOf("hung up") == 1);
        Assert.DoesNotContain(_hosts.Logs.Lines, line => line.Contains("'Hang' failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:7071")]
    [InlineData("http://+:7071")]
    [InlineData("http://192.168.1.4:80")]
    [InlineData("http://example.org")]
    [InlineData("http://[::]:0")]
    public void Create_WithAUrlThatOthersReach_Throws(string url)
    {
        var options = new EmbeddedHostOptions { FunctionAssemblies = [], Urls = ["http://localhost:0", url] };

        var exception = Assert.Throws<ArgumentException>(() => EmbeddedFunctionHost.Create(options, (_, _) => { }));
        Assert.Contains(url, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithAParameterThatNothingBinds_Throws()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _hosts.StartAsync(functions: typeof(Unbindable)));

        Assert.Contains("nothing binds its parameter 'stream'", exception.Message, StringComparison.Ordinal);
    }

    private static async Task Until(Func<bool> holds)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(5, enough.Token);
    }
}
