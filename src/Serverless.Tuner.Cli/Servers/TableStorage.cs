namespace Serverless.Tuner.Cli.Servers;

/// <summary>The storage that a local server works on: an Azurite of our own, or a storage that somebody named.</summary>
internal sealed class TableStorage : IAsyncDisposable
{
    private readonly LocalAzurite? _azurite;

    private TableStorage(string connectionString, string place, LocalAzurite? azurite = null, IEnumerable<string>? remarks = null)
    {
        ConnectionString = connectionString;
        Place = place;
        _azurite = azurite;
        Remarks = [.. remarks ?? []];
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Where studies are kept, for people.</summary>
    public string Place { get; }

    /// <summary>What people should know about it, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Takes what was named, or starts an Azurite. One that runs here already is left alone: whose it is, nobody knows.</summary>
    public static async Task<TableStorage> OpenAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        if (options.Storage is { } named) return new TableStorage(named.ConnectionString, $"the storage that {named.NamedBy} names");

        var wanted = new AzuritePorts(options.TablePort ?? 0, options.Engine == Engine.AzureStorage ? (options.BlobPort, options.QueuePort) : null);
        var azurite = await LocalAzurite.StartAsync(options.Data, wanted, options.Say, cancellationToken);
        return new TableStorage(azurite.ConnectionString, options.Data.FullPath, azurite, azurite.Ports.Differences(wanted));
    }

    /// <summary>Has something called each time when an Azurite of our own was started again, after it had died.</summary>
    public void OnceBack(Action call)
    {
        if (_azurite is not null) _azurite.CameBack += call;
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
