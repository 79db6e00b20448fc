using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>A server that works on a data directory as another process's would: with its lock, its token and its record.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly LocalServer _server;

    private FakeServer(LocalServer server, FakeTuner tuner) => (_server, Tuner) = (server, tuner);

    /// <summary>Its API.</summary>
    public FakeTuner Tuner { get; }

    /// <summary>Where it answers, with its token.</summary>
    public ServerAddress Address => _server.Address;

    public static async Task<FakeServer> StartAsync(string data)
    {
        FakeTuner? tuner = null;
        var options = new ServeOptions
        {
            Data = DataDirectory.At(data),
            Port = 0,
            Storage = new NamedStorage("elsewhere", NamedStorage.Option),
        };
        var server = await LocalServer.TryStartAsync(
            options, async (address, _, _, _) => tuner = await FakeTuner.StartAsync(address), CancellationToken.None);
        return new FakeServer(server!, tuner!);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
