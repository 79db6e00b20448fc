namespace Serverless.Tuner.Cli.Servers;

/// <summary>The table service that a local server works on: an Azurite of our own, or a storage that somebody named.</summary>
internal sealed class TableStorage : IAsyncDisposable
{
    private readonly LocalAzurite? _azurite;

    private TableStorage(string connectionString, string place, LocalAzurite? azurite = null, string? remark = null)
    {
        ConnectionString = connectionString;
        Place = place;
        _azurite = azurite;
        Remark = remark;
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Where studies are kept, for people.</summary>
    public string Place { get; }

    /// <summary>What people should know about it, in a line; null when it is as they expect.</summary>
    public string? Remark { get; }

    /// <summary>Takes what was named, or starts an Azurite. One that runs here already is left alone: whose it is, nobody knows.</summary>
    public static async Task<TableStorage> OpenAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        if (options.Storage is { } named) return new TableStorage(named.ConnectionString, $"the storage that {named.NamedBy} names");

        var azurite = await LocalAzurite.StartAsync(options.Data, options.TablePort, options.Say, cancellationToken);
        var remark = options.TablePort is { } wanted && azurite.Port != wanted ? $"Port {wanted} is taken: Azurite listens on {azurite.Port}." : null;
        return new TableStorage(azurite.ConnectionString, options.Data.FullPath, azurite, remark);
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
