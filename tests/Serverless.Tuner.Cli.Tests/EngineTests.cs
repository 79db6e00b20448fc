using System.Net;
using System.Net.Sockets;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>The storage that a server has with each engine.</summary>
public sealed class EngineTests
{
    [Fact]
    public async Task Open_AzureStorage_AzuriteHasBlobsAndQueuesToo()
    {
        using var run = new CliRun();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var options = new ServeOptions
        {
            Data = DataDirectory.At(run.Folder),
            Engine = Engine.AzureStorage,
            TablePort = 0,
            BlobPort = taken,
            QueuePort = 0,
        };

        await using var storage = await TableStorage.OpenAsync(options, CancellationToken.None);

        Assert.StartsWith($"Port {taken} is taken: Azurite listens on ", Assert.Single(storage.Remarks), StringComparison.Ordinal);
        using var http = new HttpClient();
        foreach (var service in new[] { "Table", "Blob", "Queue" })
        {
            var endpoint = storage.ConnectionString.Split(';')
                .Single(setting => setting.StartsWith($"{service}Endpoint=", StringComparison.Ordinal)).Split('=')[1];
            using var answer = await http.GetAsync(new Uri(endpoint));
            Assert.Contains($"Azurite-{service}", answer.Headers.GetValues("Server").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_Memory_AzuriteHasTablesAndBlobs()
    {
        using var run = new CliRun();

        await using var storage = await TableStorage.OpenAsync(
            new ServeOptions { Data = DataDirectory.At(run.Folder), TablePort = 0 }, CancellationToken.None);

        Assert.DoesNotContain("QueueEndpoint", storage.ConnectionString, StringComparison.Ordinal);
        Assert.Contains("BlobEndpoint=http://127.0.0.1:", storage.ConnectionString, StringComparison.Ordinal);
        Assert.Empty(storage.Remarks);
    }

    [Fact]
    public async Task Start_AzureStorageOnTablesAlone_SaysWhatIsMissing()
    {
        const string Tables = "AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a";
        var storage = new HostStorage(Tables, Engine.AzureStorage);

        var error = await Assert.ThrowsAsync<CliException>(
            () =>
                EmbeddedApp.StartAsync(
                    new ServerAddress(new Uri("http://127.0.0.1:0"), Token: null), storage, null, CancellationToken.None));

        Assert.Equal(ExitCode.InvalidInput, error.ExitCode);
        Assert.Contains(
            "it has no QueueEndpoint and no BlobEndpoint; a task hub needs tables, queues and blobs.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_NoSuchEngine_IsRefused()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("serve", "--engine", "steam", "--data", run.Folder));

        Assert.Contains("azure-storage", run.Error, StringComparison.Ordinal);
    }
}
