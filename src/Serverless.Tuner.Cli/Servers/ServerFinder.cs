using Spectre.Console;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Finds the server that a command talks to: the one that was named, then the one that works on the data directory, then
/// the usual port.
/// </summary>
internal sealed class ServerFinder(CliEnvironment environment, string? named, DataDirectory data)
{
    /// <summary>The environment variable that names a server.</summary>
    public const string Variable = "TUNER_SERVER";

    private const string ApiPath = "/v1/tuner";
    private const string NoServer = "No server is running: start one with `./tuner serve`.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly Uri UsualServer = new($"http://127.0.0.1:{ServeOptions.DefaultPort}");

    private readonly string? _named = named ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : null);

    /// <summary>A server that runs studies.</summary>
    /// <exception cref="CliException">None answers.</exception>
    public async Task<ApiConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await TryConnectAsync(cancellationToken) ?? throw new CliException(NoServer, ExitCode.NoServer);

    /// <summary>A server that runs studies, or one of our own that answers from what is stored and ends with the command.</summary>
    /// <exception cref="CliException">The server that was named does not answer, or none can be started.</exception>
    public async Task<ApiConnection> ConnectOrOpenAsync(CancellationToken cancellationToken)
    {
        // Whoever only looks must not leave a directory behind, for a name that was mistyped.
        if (!data.IsDefault && !data.Exists && _named is null)
            throw new CliException($"There is no data directory {data.FullPath}.", ExitCode.InvalidInput);
        return await ConnectOrStartAsync(
            new ServeOptions { Data = data, Port = null, RunOrchestrations = false }, TryConnectAsync, cancellationToken);
    }

    /// <summary>The server that works on the data directory, or one of our own with these options.</summary>
    /// <remarks>Whatever else answers at the usual port is left alone: nobody asked to start a study there.</remarks>
    /// <exception cref="CliException">The server that was named does not answer, or none can be started.</exception>
    public Task<ApiConnection> ConnectOrStartAsync(ServeOptions options, CancellationToken cancellationToken) =>
        ConnectOrStartAsync(options, TryConnectToOwnAsync, cancellationToken);

    private async Task<ApiConnection> ConnectOrStartAsync(
        ServeOptions options, Func<CancellationToken, Task<ApiConnection?>> tryConnect, CancellationToken cancellationToken)
    {
        // Whoever has the directory is either about to answer as its server, or about to end.
        var started = environment.Clock.GetTimestamp();
        while (true)
        {
            if (await tryConnect(cancellationToken) is { } connection) return connection;
            if (await LocalServer.TryStartAsync(options with { Say = environment.Terminal.Error.WriteLine }, environment.StartHost, cancellationToken) is { } server)
            {
                server.Remarks.ToList().ForEach(remark => environment.Terminal.Error.WriteLine(remark));
                return ApiConnection.To(server.Url, server);
            }

            if (environment.Clock.GetElapsedTime(started) > Patience)
                throw new CliException($"Another process works on {data.FullPath}, but does not answer.", ExitCode.NoServer);
            await Task.Delay(PollInterval, environment.Clock, cancellationToken);
        }
    }

    private async Task<ApiConnection?> TryConnectAsync(CancellationToken cancellationToken) =>
        await TryConnectToOwnAsync(cancellationToken) ?? (data.IsDefault ? await TryConnectToUsualAsync(cancellationToken) : null);

    private async Task<ApiConnection?> TryConnectToUsualAsync(CancellationToken cancellationToken)
    {
        var connection = await ApiConnection.TryAsync(UsualServer, cancellationToken);
        // It may work on other data than ours: nobody should take its studies for their own.
        if (connection is not null) environment.Terminal.Error.WriteLine($"Using the server at {UsualServer.AbsoluteUri.TrimEnd('/')}.");
        return connection;
    }

    private async Task<ApiConnection?> TryConnectToOwnAsync(CancellationToken cancellationToken)
    {
        if (_named is not null)
        {
            var server = Parse(_named);
            return await ApiConnection.TryAsync(server, cancellationToken)
                ?? throw new CliException($"No Serverless Tuner answers at {server}.", ExitCode.NoServer);
        }

        return data.ServerFile.Read() is { } record ? await ApiConnection.TryAsync(record.Url, cancellationToken) : null;
    }

    private static Uri Parse(string text) =>
        Uri.TryCreate(WithoutApi(text), UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
            ? server
            : throw new CliException($"'{text}' is no server's address; it looks like {UsualServer.AbsoluteUri.TrimEnd('/')}.", ExitCode.InvalidInput);

    // The API's own address is as good as the server's.
    private static string WithoutApi(string text)
    {
        var address = text.TrimEnd('/');
        return address.EndsWith(ApiPath, StringComparison.Ordinal) ? address[..^ApiPath.Length] : text;
    }
}
