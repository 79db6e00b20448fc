namespace Serverless.Tuner.Cli.Servers;

/// <summary>The storage of a local server: a local Azurite, or a storage that was named.</summary>
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

    public string ConnectionString { get; }

    /// <summary>Where studies are kept, for people.</summary>
    public string Place { get; }

    /// <summary>Lines for people: ports that were taken.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Takes what was named, or starts an Azurite. One that runs already is not used: it may be another program's.</summary>
    public static async Task<TableStorage> OpenAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        if (options.Storage is { } named) return new TableStorage(named.ConnectionString, $"the storage that {named.NamedBy} names");

        var wanted = options.Engine == Engine.AzureStorage
            ? new AzuritePorts(options.TablePort, options.BlobPort ?? ServeOptions.DefaultBlobPort, options.QueuePort)
            : new AzuritePorts(options.TablePort, options.BlobPort ?? 0);
        var azurite = await LocalAzurite.StartAsync(options.Data, wanted, options.Say, cancellationToken);
        return new TableStorage(azurite.ConnectionString, options.Data.FullPath, azurite, azurite.Ports.Differences(wanted));
    }

    /// <summary>Adds what is called each time when a local Azurite that had died was started again.</summary>
    public void OnceBack(Action call)
    {
        if (_azurite is not null) _azurite.CameBack += call;
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
