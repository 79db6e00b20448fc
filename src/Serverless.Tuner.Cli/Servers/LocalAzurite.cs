namespace Serverless.Tuner.Cli.Servers;

/// <summary>Azurite on a data directory: started, and started again when it dies, always on the same ports.</summary>
internal sealed class LocalAzurite : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly DataDirectory _data;
    private readonly AzuriteAccount _account;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private AzuriteChild? _child;

    private LocalAzurite(DataDirectory data, AzuriteAccount account, AzuriteChild child, AzuritePorts ports, Action<string> say)
    {
        (_data, _account, _child, _say) = (data, account, child, say);
        Ports = ports;
        ConnectionString = account.ConnectionString(ports);
        _watching = WatchAsync(child);
    }

    /// <summary>Where it listens.</summary>
    public AzuritePorts Ports { get; }

    /// <summary>Called when it was started again, after it had died.</summary>
    public event Action CameBack = () => { };

    /// <summary>Where it listens for tables.</summary>
    public int Port => Ports.Table;

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts its table service alone, on a port of this number, or on any.</summary>
    /// <inheritdoc cref="StartAsync(DataDirectory, AzuritePorts, Action{string}, CancellationToken)"/>
    public static Task<LocalAzurite> StartAsync(DataDirectory data, int? port, Action<string> say, CancellationToken cancellationToken) =>
        StartAsync(data, new AzuritePorts(port ?? 0), say, cancellationToken);

    /// <summary>Starts it on a data directory, with an account key that is that directory's alone; waits for one that is just ending there.</summary>
    /// <param name="data">Where its database, its key and its log are.</param>
    /// <param name="wanted">Where it is to listen; another port is taken in the place of one that is not free.</param>
    /// <param name="say">Told in a line when it takes long to start, has died, and is back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It does not start.</exception>
    public static async Task<LocalAzurite> StartAsync(DataDirectory data, AzuritePorts wanted, Action<string> say, CancellationToken cancellationToken)
    {
        OwnerOnlyDirectory.Create(data.Tables);
        OwnerOnlyDirectory.CloseFiles(data.Tables);
        OwnerOnlyDirectory.Create(data.Logs);
        var account = AzuriteAccount.KeptIn(data.AzuriteKey);
        await AzuriteChild.WaitForPredecessorAsync(data, cancellationToken);

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var candidate = (attempt == 1 ? wanted : wanted.Whole is null ? new(0) : new(0, (0, 0))).OrFree();
            // Between finding a port and listening on it, another process may have taken it.
            if (await AzuriteChild.TryStartAsync(data, account, candidate, say, cancellationToken) is { } child)
                return new LocalAzurite(data, account, child, candidate, say);
        }

        throw new CliException($"Azurite did not start; {AzuriteChild.LogFile(data)} says why.", ExitCode.NoServer);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        if (_child is not null) await _child.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task WatchAsync(AzuriteChild child)
    {
        try
        {
            while (true)
            {
                await child.Ended.WaitAsync(_stopping.Token);
                _say("The storage has gone away (Azurite has ended); it is started again, studies wait for it.");
                _child = null;
                await child.DisposeAsync();
                _child = child = await StartAgainAsync();
                _say("The storage is back; studies go on.");
                CameBack();
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task<AzuriteChild> StartAgainAsync()
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                // On its ports only: that is where the app looks for it.
                if (await AzuriteChild.TryStartAsync(_data, _account, Ports, _say, _stopping.Token) is { } child) return child;
            }
            catch (Exception e) when (e is CliException or IOException or UnauthorizedAccessException)
            {
                // A full disk, say; it may have room the next time.
            }

            await Task.Delay(pause, _stopping.Token);
        }
    }
}
