namespace Serverless.Tuner.Cli.Servers;

/// <summary>Azurite on a data directory, started again on the same ports when it dies.</summary>
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

    public AzuritePorts Ports { get; }

    /// <summary>Called when it was started again, after it had died.</summary>
    public event Action CameBack = () => { };

    public string ConnectionString { get; }

    /// <summary>Starts it on a data directory; waits for one that is just ending there.</summary>
    public static async Task<LocalAzurite> StartAsync(
        DataDirectory data, AzuritePorts wanted, Action<string> say, CancellationToken cancellationToken)
    {
        OwnerOnlyDirectory.Create(data.Tables);
        OwnerOnlyDirectory.CloseFiles(data.Tables);
        OwnerOnlyDirectory.Create(data.Logs);
        var account = AzuriteAccount.KeptIn(data.AzuriteKey);
        await AzuriteChild.WaitForPredecessorAsync(data, say, cancellationToken);

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var candidate = (attempt == 1 ? wanted : wanted.Any).OrFree();
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
                // On the same ports, which the app uses.
                if (await AzuriteChild.TryStartAsync(_data, _account, Ports, _say, _stopping.Token) is { } child) return child;
            }
            catch (Exception e) when (e is CliException or IOException or UnauthorizedAccessException)
            {
                // Such as a full disk, which may have room the next time.
            }

            await Task.Delay(pause, _stopping.Token);
        }
    }
}
