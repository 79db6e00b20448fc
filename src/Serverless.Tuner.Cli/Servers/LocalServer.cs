namespace Serverless.Tuner.Cli.Servers;

/// <summary>A local server: the data directory's lock, the storage, the app, and the record for other commands.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private const int TokenBytes = 32;
    private readonly ServeOptions _options;
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly List<string> _remarks = [];

    private readonly ServerRecord? _predecessor;

    private LocalServer(ServeOptions options, ServerRecord? predecessor) => (_options, _predecessor) = (options, predecessor);

    /// <summary>Where it answers, with its token.</summary>
    public ServerAddress Address { get; private set; } = new(new Uri("http://127.0.0.1"), Token: null);

    /// <summary>Where studies are kept, for people.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Lines for people: ports that were taken.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Starts it; null while another process works on the data directory.</summary>
    public static async Task<LocalServer?> TryStartAsync(ServeOptions options, StartHost startHost, CancellationToken cancellationToken)
    {
        var predecessor = options.Data.ServerFile.Read(); // That of a server which was killed, when the directory is free.
        var held = options.Data.TryLock();
        if (held is null) return null;

        var server = new LocalServer(options, predecessor);
        server._parts.Push(held);
        try
        {
            await server.StartAsync(startHost, cancellationToken);
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
        _options.Data.ServerFile.Remove(Environment.ProcessId);
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
    }

    private async Task StartAsync(StartHost startHost, CancellationToken cancellationToken)
    {
        _options.Say(Beginning());
        var settings = _options.RunOrchestrations ? EnvironmentFile.Read(_options.Folder, _options.Say) : new Dictionary<string, string>();
        var leastFree = DiskWatch.Least(settings);
        var storage = await TableStorage.OpenAsync(_options, cancellationToken);
        _parts.Push(storage);
        Place = storage.Place;
        _remarks.AddRange(storage.Remarks);

        var token = OwnerOnlyFile.ReadOrCreate(_options.Data.TokenFile, () => OwnerOnlyFile.NewSecret(TokenBytes));
        var wanted = new ServerAddress(new Uri($"http://127.0.0.1:{await ChoosePortAsync(cancellationToken)}"), token)
        {
            Remote = _options.Remote,
        };
        var inner = new HostStorage(storage.ConnectionString, _options.Engine) { IsOwn = _options.Storage is null, Settings = settings };
        var host = await startHost(wanted, inner, null, cancellationToken);
        _parts.Push(host);
        storage.OnceBack(host.StorageCameBack);
        if (_options.Storage is null)
            _parts.Push(new DiskWatch(_options.Data.Tables, leastFree, isFull => host.IsDiskFull = isFull, _options.Say));
        if (_options.RunOrchestrations) await host.DriveAsync(_options.Data.Identity(), _options.Say, cancellationToken);
        Address = wanted with { Url = host.Url };
        // Other commands do not use a server that only answers: it ends with its own command.
        if (!_options.RunOrchestrations) return;
        _options.Data.ServerFile.Write(new ServerRecord(host.Url, Environment.ProcessId));
        _options.Say($"Ready at {host.Url}");
    }

    private string Beginning() => _options switch
    {
        { Storage: { } named } => $"Starting the server on the storage that {named.NamedBy} names ...",
        { RunOrchestrations: false } => $"No server is running: opening {_options.Data.FullPath} ...",
        _ => $"Starting the storage (Azurite, in {_options.Data.FullPath}) and the server ...",
    };

    private async Task<int> ChoosePortAsync(CancellationToken cancellationToken)
    {
        // On several addresses only a port that is known is the same one.
        if (_options.Port == 0) return _options.Remote is null ? 0 : Loopback.FreePort();
        if (Loopback.IsFree(_options.Port)) return _options.Port;
        if (_predecessor is { } last && last.Url.Port == _options.Port)
        {
            _options.Say($"Waiting for port {_options.Port}, which the last server here (process {last.Pid}) had ...");
            if (await Loopback.ComesFreeAsync(_options.Port, cancellationToken)) return _options.Port;
        }

        var port = Loopback.FreePort();
        _remarks.Add($"Port {_options.Port} is taken: the server listens on {port}.");
        return port;
    }
}
