using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.TestKit;

/// <summary>
/// A real table service (Azurite) on a loopback port of its own, with blobs and queues
/// when they are asked for. It ends with this process, however this process ends: it
/// watches its standard input, which nobody else holds open.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const string AccountName = "devstoreaccount1";
    private const int PortAttempts = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _accountKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly bool _inMemory;
    private readonly bool _ownsDirectory;
    private readonly bool _isWhole;
    private readonly bool _hasBlobs;
    private AzuritePorts _ports = new(0);
    private readonly ConcurrentQueue<string> _output = new();
    private AzuriteServer? _server;

    private AzuriteProcess(bool inMemory, string? directory, bool isWhole, bool hasBlobs)
    {
        _hasBlobs = hasBlobs;
        _isWhole = isWhole;
        _inMemory = inMemory;
        _ownsDirectory = directory is null;
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("azurite-").FullName;
    }

    /// <summary>Where the database is, unless it is in memory.</summary>
    public string Directory { get; }

    public int Port => _ports.Table;

    public Uri TableEndpoint => new($"http://127.0.0.1:{Port}/{AccountName}");

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={_accountKey};TableEndpoint={TableEndpoint};"
        + (_ports.Blob is { } blob ? $"BlobEndpoint=http://127.0.0.1:{blob}/{AccountName};" : "")
        + (_ports.Queue is { } queue ? $"QueueEndpoint=http://127.0.0.1:{queue}/{AccountName};" : "");

    /// <param name="inMemoryPersistence">Nothing on disk: faster, and gone when it stops.</param>
    /// <param name="directory">Where the database is kept; a temporary directory, deleted afterwards, when left out.</param>
    /// <param name="isWhole">With blobs and queues beside the tables.</param>
    /// <param name="hasBlobs">With blobs beside the tables.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<AzuriteProcess> StartAsync(
        bool inMemoryPersistence = true,
        string? directory = null,
        bool isWhole = false,
        bool hasBlobs = false,
        CancellationToken cancellation = default)
    {
        var azurite = new AzuriteProcess(inMemoryPersistence, directory, isWhole, hasBlobs);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                azurite._ports = new AzuritePorts(
                    0, azurite._hasBlobs || azurite._isWhole ? 0 : null, azurite._isWhole ? 0 : null).OrFree();
                // Between finding the port and listening on it, somebody else may have taken it.
                if (await azurite.TryLaunchAsync(cancellation)) return azurite;
                if (attempt == PortAttempts) throw azurite.DidNotStart();
            }
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same port and, unless it is in memory, on the same database.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync();
        if (!await TryLaunchAsync(cancellation)) throw DidNotStart();
    }

    /// <summary>Lets it flush its database and end.</summary>
    public async Task StopAsync()
    {
        if (_server is not { } server) return;
        _server = null;
        using (server) await server.EndAsync();
    }

    /// <summary>Kills it; all that it has answered is kept.</summary>
    public async Task KillAsync()
    {
        if (_server is not { } server) return;
        _server = null;
        using (server) await server.KillAsync();
    }

    /// <summary>Kills it, with all that came after a copy was made: as after a power cut, or as an Azurite that is not ours does.</summary>
    public async Task KillAsync(DatabaseCopy lastSave)
    {
        await KillAsync();
        lastSave.Restore();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsDirectory && System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>True once it listens, false when it ended instead.</summary>
    private async Task<bool> TryLaunchAsync(CancellationToken cancellation)
    {
        _server = AzuriteServer.Start(
            Path.Combine(Repository.Root, "tools", "azurite-table.js"), Path.Combine(Repository.Root, "node_modules", "azurite"),
            $"{AccountName}:{_accountKey}", _ports, Directory, _inMemory, Keep);
        if (await _server.Listens.WaitAsync(Patience, cancellation))
        {
            await WaitForAnswerAsync(cancellation);
            return true;
        }

        await StopAsync();
        return false;
    }

    private async Task WaitForAnswerAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(TableEndpoint, cancellation);
                return; // Whatever it says, it is there.
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }
    }

    private void Keep(string line)
    {
        _output.Enqueue(line);
        while (_output.Count > 50)
            _output.TryDequeue(out _);
    }

    private InvalidOperationException DidNotStart() =>
        new(
            $"Azurite did not start (is node installed, has `npm ci` been run?). It "
            + $"said:{Environment.NewLine}{string.Join(Environment.NewLine, _output)}");
}
