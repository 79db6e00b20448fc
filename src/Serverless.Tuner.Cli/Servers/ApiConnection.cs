using System.Net;
using System.Net.Http.Headers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>A client of one server, and what is to be disposed of with it.</summary>
internal sealed class ApiConnection : IAsyncDisposable
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http;
    private readonly IAsyncDisposable? _owned;
    private readonly Func<bool>? _isThere;

    private ApiConnection(ServerAddress server, IAsyncDisposable? owned)
    {
        if (!IsHeaderValue(server.Token) || !IsHeaderValue(server.Key))
            throw new CliException(
                $"What {server} is to be sent as its token or key is not one line of letters, digits and signs.", ExitCode.InvalidInput);
        Url = server.Url;
        _owned = owned;
        _isThere = server.IsThere;
        var network = new SocketsHttpHandler
        {
            UseProxy = !Url.IsLoopback, // A proxy cannot reach this machine itself.
            AllowAutoRedirect = false, // The token is for this server alone.
        };
        var asking = new UntilRefused(server, network);
        _http = new HttpClient(server.IsThere is { } isThere ? new WhileItIsThere(isThere, asking) : asking)
        {
            BaseAddress = new Uri(Url.AbsoluteUri.TrimEnd('/') + "/"),
        };
        if (server.Token is { } token) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (server.Key is { } key) _http.DefaultRequestHeaders.Add("X-API-Key", key);
        Client = new TunerClient(_http);
    }

    public Uri Url { get; }

    public TunerClient Client { get; }

    /// <summary>Whether the server runs studies, and goes on after this command.</summary>
    public bool IsServer => _owned is null;

    /// <summary>Whether it is known that the server has ended.</summary>
    public bool HasEnded => _isThere?.Invoke() == false;

    /// <summary>Connects without a probe.</summary>
    public static ApiConnection To(ServerAddress server, IAsyncDisposable? owned = null) => new(server, owned);

    /// <summary>Connects; null when no Serverless Tuner answers there.</summary>
    public static async Task<ApiConnection?> TryAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        var connection = new ApiConnection(server, owned: null);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ProbePatience);
        try
        {
            await connection.Client.HealthAsync(patience.Token);
            return connection;
        }
        catch (Exception e) when (e is HttpRequestException or TunerApiException or OperationCanceledException)
        {
            await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
        catch (CliException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_owned is not null) await _owned.DisposeAsync();
    }

    private static bool IsHeaderValue(string? secret) => secret is null || secret.All(character => character is > ' ' and <= '~');

    private static CliException Refused(ServerAddress server) => new(
        server is { Token: null, Key: null }
            ? $"The server at {server} asks for a key: name its data directory with --data DIR, or put its token into "
                + $"{ServerFinder.TokenVariable} or a key into {ServerFinder.KeyVariable}"
                + (server.IsConfidential ? "." : ", which are sent over https or within this machine only.")
            : $"The server at {server} asks for another token or key than what was sent: its token is in the file `token` of its data "
                + $"directory, and a key may have expired or have been revoked.",
        ExitCode.NoServer);

    /// <summary>Says how a server is given its key when it asks for another.</summary>
    private sealed class UntilRefused(ServerAddress server, HttpMessageHandler network) : DelegatingHandler(network)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
            response.Dispose();
            throw Refused(server);
        }
    }

    /// <summary>Sends nothing to a server that has ended: another program may listen there by now.</summary>
    private sealed class WhileItIsThere(Func<bool> isThere, HttpMessageHandler network) : DelegatingHandler(network)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isThere() ? base.SendAsync(request, cancellationToken) : throw new HttpRequestException("it has ended.");
    }
}
