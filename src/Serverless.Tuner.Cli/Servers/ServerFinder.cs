using Spectre.Console;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Finds the server that a command talks to: the one that was named, or else the one that works on the data directory.</summary>
internal sealed class ServerFinder(CliEnvironment environment, string? named, DataDirectory data)
{
    /// <summary>The environment variable that names a server.</summary>
    public const string Variable = "TUNER_SERVER";

    /// <summary>The environment variable with the key that a function app on Azure asks for.</summary>
    public const string KeyVariable = "TUNER_KEY";

    private const string ApiPath = "/v1/tuner";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly string? _named = named ?? Setting(Variable);

    /// <summary>A server that runs studies.</summary>
    /// <exception cref="CliException">None answers.</exception>
    public async Task<ApiConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await TryConnectAsync(cancellationToken) ?? throw new CliException(
            $"No server is running for {data.FullPath}: start one with `./tuner serve{(data.IsDefault ? "" : $" --data {data.FullPath}")}`.", ExitCode.NoServer);

    /// <summary>A server that runs studies, or one of our own that answers from what is stored and ends with the command.</summary>
    /// <exception cref="CliException">The server that was named does not answer, or none can be started.</exception>
    public async Task<ApiConnection> ConnectOrOpenAsync(CancellationToken cancellationToken)
    {
        // Whoever only looks must not leave a directory behind, for a name that was mistyped.
        if (!data.IsDefault && !data.Exists && _named is null)
            throw new CliException($"There is no data directory {data.FullPath}.", ExitCode.InvalidInput);
        return await ConnectOrStartAsync(
            new ServeOptions { Data = data, Port = null, TablePort = null, Storage = NamedStorage.Find(), RunOrchestrations = false }, cancellationToken);
    }

    /// <summary>A server that runs studies, or one of our own with these options.</summary>
    /// <exception cref="CliException">The server that was named does not answer, or none can be started.</exception>
    public async Task<ApiConnection> ConnectOrStartAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        // Whoever has the directory is either about to answer as its server, or about to end.
        var started = environment.Clock.GetTimestamp();
        while (true)
        {
            if (await TryConnectAsync(cancellationToken) is { } connection) return connection;
            if (await LocalServer.TryStartAsync(options with { Say = environment.Terminal.Error.WriteLine }, environment.StartHost, cancellationToken) is { } server)
            {
                server.Remarks.ToList().ForEach(remark => environment.Terminal.Error.WriteLine(remark));
                return ApiConnection.To(server.Address, server);
            }

            if (environment.Clock.GetElapsedTime(started) > Patience)
                throw new CliException($"Another process works on {data.FullPath}, but does not answer.", ExitCode.NoServer);
            await Task.Delay(PollInterval, environment.Clock, cancellationToken);
        }
    }

    private async Task<ApiConnection?> TryConnectAsync(CancellationToken cancellationToken)
    {
        if (_named is null) return data.RunningServer() is { } own ? await ApiConnection.TryAsync(own, cancellationToken) : null;

        var server = Of(Parse(_named), data.RunningServer());
        return await ApiConnection.TryAsync(server, cancellationToken)
            ?? throw new CliException($"No Serverless Tuner answers at {server}.", ExitCode.NoServer);
    }

    /// <summary>The server that somebody named, with what it may be sent.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="own">The server that works on the data directory: the token there is for that one alone.</param>
    internal static ServerAddress Of(Uri url, ServerAddress? own)
    {
        if (own is not null && IsSame(url, own.Url)) return own;
        var server = new ServerAddress(url, Token: null);
        return server.IsConfidential ? server with { Token = Setting(ServerToken.Variable), FunctionKey = Setting(KeyVariable) } : server;
    }

    // By its name this machine may be another of its addresses, where another user's program may listen; so it is asked at its own.
    private static bool IsSame(Uri named, Uri own) =>
        named.Scheme == own.Scheme && named.Port == own.Port && (named.Host == own.Host || named.Host == "localhost");

    private static Uri Parse(string text) =>
        Uri.TryCreate(WithoutApi(text), UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
            ? server
            : throw new CliException($"'{text}' is no server's address; it looks like http://127.0.0.1:{ServeOptions.DefaultPort}.", ExitCode.InvalidInput);

    // The API's own address is as good as the server's.
    private static string WithoutApi(string text)
    {
        var address = text.TrimEnd('/');
        return address.EndsWith(ApiPath, StringComparison.Ordinal) ? address[..^ApiPath.Length] : text;
    }

    private static string? Setting(string variable) => Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
