using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Serverless.Tuner.Client.Tests;

/// <summary>Which server and key a client takes, and for how long it waits for a server.</summary>
public sealed class ConnectTests : IDisposable
{
    private static readonly string[] s_variables = ["TUNER_SERVER", "TUNER_KEY", "TUNER_TOKEN", "TUNER_DATA"];
    private readonly Dictionary<string, string?> _before = s_variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);
    private readonly string _data = Directory.CreateTempSubdirectory("tuner-connect-").FullName;
    private readonly List<string> _said = [];

    public ConnectTests()
    {
        foreach (var variable in s_variables) Environment.SetEnvironmentVariable(variable, null);
        Environment.SetEnvironmentVariable("TUNER_DATA", _data);
    }

    public void Dispose()
    {
        foreach (var (variable, value) in _before) Environment.SetEnvironmentVariable(variable, value);
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(null, null, "token")]
    [InlineData("environment", null, "environment")]
    [InlineData("environment", "given", "given")]
    [InlineData(null, "given", "given")]
    public async Task Connect_AServerOfThisMachine_IsSentTheKeyThatWasGiven(string? variable, string? argument, string sent)
    {
        string? authorization = null;
        await using var server = await StubServer.AnsweringAsync(request =>
        {
            authorization = request.Headers.Authorization;
            return Health;
        });
        await File.WriteAllTextAsync(Path.Combine(_data, "server.json"), $$"""{"url":"{{server.Client.Server}}"}""");
        await File.WriteAllTextAsync(Path.Combine(_data, "token"), "token");
        await using var owner = new FileStream(Path.Combine(_data, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Environment.SetEnvironmentVariable("TUNER_KEY", variable);

        await TunerClient.Connect(key: argument).HealthAsync();

        Assert.Equal($"Bearer {sent}", authorization);
    }

    [Fact]
    public async Task Connect_NobodyListens_IsGivenUpSoonAndSaysWhatToDo()
    {
        var client = TunerClient.Connect(Nowhere(), "k", say: _said.Add);

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.HealthAsync()).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("`tuner serve`", e.Message, StringComparison.Ordinal);
        Assert.Contains(client.Server!.ToString(), e.Message, StringComparison.Ordinal);
        Assert.Single(_said);
    }

    [Fact]
    public async Task Connect_TheServerHasAnswered_IsWaitedForAndThatIsSaidOnce()
    {
        var server = await StubServer.AnsweringAsync(_ => Health);
        using var stop = new CancellationTokenSource();
        var said = new TaskCompletionSource<string>();
        var client = TunerClient.Connect(server.Client.Server, "k", say: line =>
        {
            _said.Add(line);
            said.TrySetResult(line);
        });
        await client.HealthAsync();
        await server.DisposeAsync();

        Task[] waiting = [client.HealthAsync(stop.Token), client.HealthAsync(stop.Token)];

        var line = await said.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Matches(@"^No answer from http://.*; trying for (29\d|300) s more$", line);
        await stop.CancelAsync();
        foreach (var request in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Single(_said);
    }

    [Fact]
    public async Task Connect_PatienceThatIsGiven_HoldsFromTheFirstRequestOn()
    {
        var patience = TimeSpan.FromSeconds(4);
        var client = TunerClient.Connect(Nowhere(), "k", TunerRetries.For(patience), _said.Add);
        var begun = TimeProvider.System.GetTimestamp();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.HealthAsync());

        Assert.Matches("trying for [34] s more$", Assert.Single(_said));
        Assert.True(TimeProvider.System.GetElapsedTime(begun) <= patience + TimeSpan.FromSeconds(20));
    }

    private static IResult Health => Results.Text("""{"status":"ok","version":"1.0.0"}""", "application/json");

    /// <summary>An address at which nobody listens.</summary>
    private static Uri Nowhere()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }
}
