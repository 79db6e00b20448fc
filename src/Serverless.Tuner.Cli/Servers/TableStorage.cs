namespace Serverless.Tuner.Cli.Servers;

/// <summary>The table service that a local server works on: one that is there already, or an Azurite of our own.</summary>
internal sealed class TableStorage : IAsyncDisposable
{
    /// <summary>Azurite's usual port.</summary>
    public const int DefaultPort = 10002;

    private readonly LocalAzurite? _azurite;

    private TableStorage(string connectionString, LocalAzurite? azurite, string? remark)
    {
        ConnectionString = connectionString;
        _azurite = azurite;
        Remark = remark;
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>What people should know about it, in a line; null when it is as they expect.</summary>
    public string? Remark { get; }

    /// <summary>Takes what answers, or starts what is missing.</summary>
    public static async Task<TableStorage> OpenAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        if (options.ConnectionString is { } connection) return new TableStorage(connection, null, null);

        // A directory that was named is where the data must be; an Azurite that runs already keeps its data elsewhere.
        var mayShare = options.Data.IsDefault || options.TablePort is not null;
        var port = options.TablePort ?? DefaultPort;
        if (mayShare && !options.OwnTables && await AzuriteProbe.AnswersAsync(port, cancellationToken))
            return new TableStorage(AzuriteAccount.ConnectionString(port), null, $"Tables are in the Azurite that runs at 127.0.0.1:{port}, not in {options.Data.FullPath}.");

        var log = Path.Combine(options.Data.Logs, "azurite.log");
        var azurite = await LocalAzurite.StartAsync(options.Data.Tables, log, options.OwnTables ? null : port, cancellationToken);
        var remark = azurite.Port == port || options.OwnTables ? null : $"Port {port} is taken: Azurite listens on {azurite.Port}.";
        return new TableStorage(AzuriteAccount.ConnectionString(azurite.Port), azurite, remark);
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
