namespace Serverless.Tuner.Cli.Servers;

/// <summary>Finds the server that a command talks to: the one that was named, or else the one that works on the data directory.</summary>
internal sealed class ServerFinder(CliEnvironment environment, string? named, DataDirectory data)
{
    /// <summary>The environment variable that names a server.</summary>
    public const string Variable = "TUNER_SERVER";

    /// <summary>The environment variable with the token of a server that was named.</summary>
    public const string TokenVariable = "TUNER_TOKEN";

    /// <summary>The environment variable with a key for a server that was named.</summary>
    public const string KeyVariable = "TUNER_KEY";

    private const string ApiPath = "/v1/tuner";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly string? _named = named ?? Setting(Variable);

    /// <summary>A server that runs studies.</summary>
    public async Task<ApiConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await TryConnectAsync(cancellationToken) ?? throw new CliException(
            $"No server is running for {data.FullPath}: "
                + $"start one with `{Installation.Command} serve{(data.IsDefault ? "" : $" --data {data.FullPath}")}`.",
            ExitCode.NoServer);

    /// <summary>A server that runs studies, or a local one that answers from stored data and ends with the command.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="brings">Whether the command brings a study with it, for which a data directory is made where there is none.</param>
    public async Task<ApiConnection> ConnectOrOpenAsync(CancellationToken cancellationToken, bool brings = false)
    {
        // A mistyped name must not leave a directory behind.
        if (!brings && !data.IsDefault && !data.Exists && _named is null)
            throw new CliException($"There is no data directory {data.FullPath}.", ExitCode.InvalidInput);
        return await ConnectOrStartAsync(
            new ServeOptions
            {
                Data = data,
                Port = 0,
                TablePort = 0,
                Storage = NamedStorage.Find(),
                RunOrchestrations = false
            }, cancellationToken);
    }

    /// <summary>A server that runs studies, or a local one with these options, with lines for people of what is waited for unless
    /// <paramref name="isQuiet"/>.</summary>
    public async Task<ApiConnection> ConnectOrStartAsync(
        ServeOptions options, CancellationToken cancellationToken, bool isQuiet = false)
    {
        Action<string> say = isQuiet ? _ => { } : line => environment.Terminal.Error.WriteLine(line);
        options = options with { Say = say };
        return await UntilFreeAsync(
            environment.Clock,
            async () =>
            {
                if (await TryConnectAsync(cancellationToken) is { } connection) return connection;
                if (await LocalServer.TryStartAsync(options, environment.StartHost, cancellationToken) is not { } server) return null;
                foreach (var remark in server.Remarks) say(remark);
                return ApiConnection.To(server.Address, server);
            },
            new(
                $"Another process works on {data.FullPath}, but does not answer.",
                $"Waiting for another process on {data.FullPath} ...", options.Say),
            cancellationToken);
    }

    /// <summary>Tries again while <paramref name="attempt"/> returns null:
    /// the process that has the data directory is about to answer as its
    /// server, or to end.</summary>
    public static async Task<T> UntilFreeAsync<T>(
        TimeProvider clock, Func<Task<T?>> attempt, WaitWords words, CancellationToken cancellationToken)
        where T : class
    {
        var started = clock.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            if (await attempt() is { } result) return result;
            if (isFirst) words.Say(words.Waiting);
            if (clock.GetElapsedTime(started) > Patience) throw new CliException(words.Failure, ExitCode.NoServer);
            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }

    /// <summary>The server that follows one that has ended; null while none answers.</summary>
    public async Task<ApiConnection?> TryFindNextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryConnectAsync(cancellationToken);
        }
        catch (CliException)
        {
            return null; // The one that was named, which may come yet.
        }
    }

    private async Task<ApiConnection?> TryConnectAsync(CancellationToken cancellationToken)
    {
        if (_named is null) return data.RunningServer() is { } own ? await ApiConnection.TryAsync(own, cancellationToken) : null;

        var server = Of(Parse(_named), data.RunningServer());
        return await ApiConnection.TryAsync(server, cancellationToken)
            ?? throw new CliException($"No Serverless Tuner answers at {server}.", ExitCode.NoServer);
    }

    /// <summary>The server at a URL that was named, with the token or key
    /// that it may be sent: the token of the data directory only to its own
    /// server.</summary>
    internal static ServerAddress Of(Uri url, ServerAddress? own)
    {
        if (own is not null && IsSame(url, own.Url)) return own;
        var server = new ServerAddress(url, Token: null);
        return server.IsConfidential ? server with { Token = Setting(TokenVariable), Key = Setting(KeyVariable) } : server;
    }

    // `localhost` may resolve to another address, where another user's program may listen; so the server is asked at its own address.
    private static bool IsSame(Uri named, Uri own) =>
        named.Scheme == own.Scheme && named.Port == own.Port && (named.Host == own.Host || named.Host == "localhost");

    private static Uri Parse(string text) =>
        Uri.TryCreate(WithoutApi(text), UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
            ? server
            : throw new CliException(
                $"'{text}' is no server's address; it looks like http://127.0.0.1:{ServeOptions.DefaultPort}.", ExitCode.InvalidInput);

    // The API's own address is as good as the server's.
    private static string WithoutApi(string text)
    {
        var address = text.TrimEnd('/');
        return address.EndsWith(ApiPath, StringComparison.Ordinal) ? address[..^ApiPath.Length] : text;
    }

    private static string? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
