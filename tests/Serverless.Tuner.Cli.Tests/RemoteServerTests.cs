using System.Net;
using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>A server that other machines are to reach. It is told to listen everywhere, but listens on another address of this machine
/// alone: no test opens a port to others.</summary>
public sealed class RemoteServerTests
{
    private const string Another = "127.0.0.2";
    private const string Program =
        """{"name":"program","objective":{"command":["true"]},"searchSpace":{"x":[0,1]},"trials":1}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_Everywhere_NeedsAKey_AndAnswersToItsNamesAndToWhoHasOne(bool allowsCommands)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only there is all of 127.0.0.0/8 this machine");
        using var run = new CliRun
        {
            StartHost = (address, storage, configure, token) => EmbeddedApp.StartAsync(Here(address), storage, configure, token),
        };
        var port = Loopback.FreePort();
        string[] data = ["--data", run.Folder];
        string[] serve = ["serve", "--host", "0.0.0.0", "--port", $"{port}", "--table-port", "0", .. data];
        if (allowsCommands) serve = [.. serve, "--allow-commands"];

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(serve));
        Assert.Contains("would reach the server at 0.0.0.0, and there is no key that lets them in", run.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(["key", "create", "afar", "--scope", "admin", "--json", .. data]));
        var json = run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..];
        var key = JsonSerializer.Deserialize<KeyView>(json, TunerJson.Options)!.Key!;
        using var end = new CancellationTokenSource();
        var serving = run.InvokeAsync(end.Token, serve);
        while (!run.Output.Contains("plain HTTP", StringComparison.Ordinal) && !serving.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(port, key: null, host: null));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(port, key, host: null));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(port, key, host: $"{Dns.GetHostName()}:{port}"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(port, key, host: "192.0.2.7"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(port, key, host: "rebound.example"));
        Assert.Equal(allowsCommands ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, await AskAsync(port, key, host: null, Program));
        await end.CancelAsync();

        Assert.Equal(ExitCode.Done, await serving);
        Assert.Contains(
            $"Other machines reach it at http://{Dns.GetHostName()}:{port}, each with a key", run.Output, StringComparison.Ordinal);
    }

    private static ServerAddress Here(ServerAddress address) =>
        address.Remote is { } remote ? address with { Remote = remote with { Address = IPAddress.Parse(Another) } } : address;

    private static async Task<HttpStatusCode> AskAsync(int port, string? key, string? host, string? study = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            study is null ? HttpMethod.Get : HttpMethod.Post, new Uri($"http://{Another}:{port}/v1/tuner/studies"));
        if (study is not null) request.Content = new StringContent(study);
        if (key is not null) request.Headers.Add("X-API-Key", key);
        if (host is not null) request.Headers.Host = host;
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
