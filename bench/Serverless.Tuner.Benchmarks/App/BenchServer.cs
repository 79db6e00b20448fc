using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>A server for one benchmark, in this process, with an Azurite and a directory of its own; both go with it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tuner-bench-");
    private StorageTraffic? _traffic;
    private readonly Stack<IAsyncDisposable> _parts = new();

    private BenchServer()
    {
    }

    /// <summary>Its API.</summary>
    public TunerClient Client { get; private set; } = null!;

    /// <summary>Where it is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The token that it asks for.</summary>
    public string Token { get; private set; } = null!;

    /// <summary>How to reach its storage.</summary>
    public string Storage { get; private set; } = null!;

    /// <summary>How many requests it has made to the tables of its storage.</summary>
    public long Requests => _traffic!.Tables;

    /// <summary>How many it has made to tables, blobs and queues.</summary>
    public long AllRequests => _traffic!.All;

    /// <summary>Starts one.</summary>
    public static async Task<BenchServer> StartAsync(
        CliEnvironment environment, CancellationToken cancellationToken, Engine engine = Engine.Memory)
    {
        var server = new BenchServer();
        try
        {
            var data = DataDirectory.At(server._directory.FullName);
            var ports = engine == Engine.AzureStorage ? new AzuritePorts(0, 0, 0) : new AzuritePorts(0);
            var azurite = await LocalAzurite.StartAsync(data, ports, say: _ => { }, cancellationToken);
            server._parts.Push(azurite);
            server._traffic = new(azurite.Ports);
            server.Storage = azurite.ConnectionString;
            var address = new ServerAddress(new Uri($"http://127.0.0.1:{Loopback.FreePort()}"), OwnerOnlyFile.NewSecret(32));
            var storage = new HostStorage(azurite.ConnectionString, engine) { IsOwn = true };
            var host = await environment.StartHost(address, storage, null, cancellationToken);
            server._parts.Push(host);
            await host.DriveAsync(data.Identity(), say: _ => { }, cancellationToken);
            var connection = ApiConnection.To(address);
            server._parts.Push(connection);
            (server.Client, server.Url, server.Token) = (connection.Client, address.Url, address.Token!);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
        _traffic?.Dispose();
        _directory.Delete(recursive: true);
    }
}
