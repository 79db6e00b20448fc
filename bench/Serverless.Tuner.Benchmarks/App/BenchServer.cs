using Azure.Core;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>A server for one benchmark, in this process, with an Azurite and a directory of its own; both go with it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tuner-bench-");
    private readonly RequestCounter _requests = new();
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

    /// <summary>How many requests it has made to its storage.</summary>
    public long Requests => _requests.Count;

    /// <summary>Starts one.</summary>
    public static async Task<BenchServer> StartAsync(CliEnvironment environment, CancellationToken cancellationToken)
    {
        var server = new BenchServer();
        try
        {
            var data = DataDirectory.At(server._directory.FullName);
            var azurite = await LocalAzurite.StartAsync(data, new AzuritePorts(0), say: _ => { }, cancellationToken);
            server._parts.Push(azurite);
            var address = new ServerAddress(new Uri($"http://127.0.0.1:{Loopback.FreePort()}"), OwnerOnlyFile.NewSecret(32));
            var host = await environment.StartHost(
                address, new HostStorage(azurite.ConnectionString), options =>
                    options.AddPolicy(server._requests, HttpPipelinePosition.PerRetry), cancellationToken);
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
        _directory.Delete(recursive: true);
    }
}
