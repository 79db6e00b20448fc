using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>A client of one server, and what has to be put away after it was used.</summary>
internal sealed class ApiConnection : IAsyncDisposable
{
    /// <summary>The environment variable with the key that a function app on Azure asks for.</summary>
    public const string KeyVariable = "TUNER_KEY";

    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http;
    private readonly IAsyncDisposable? _owned;

    private ApiConnection(Uri server, IAsyncDisposable? owned)
    {
        Url = server;
        _owned = owned;
        // Nobody reaches this machine itself through a proxy.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !server.IsLoopback })
        {
            BaseAddress = new Uri(server.AbsoluteUri.TrimEnd('/') + "/"),
        };
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key) _http.DefaultRequestHeaders.Add("x-functions-key", key);
        Client = new TunerClient(_http);
    }

    /// <summary>The server.</summary>
    public Uri Url { get; }

    /// <summary>Its API.</summary>
    public TunerClient Client { get; }

    /// <summary>Whether a server runs that goes on after this command, and lets studies go on.</summary>
    public bool IsServer => _owned is null;

    /// <summary>Connects without asking whether anybody answers.</summary>
    /// <param name="server">The server's root.</param>
    /// <param name="owned">What ends together with the connection.</param>
    public static ApiConnection To(Uri server, IAsyncDisposable? owned = null) => new(server, owned);

    /// <summary>Connects; null when no Serverless Tuner answers there.</summary>
    public static async Task<ApiConnection?> TryAsync(Uri server, CancellationToken cancellationToken)
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
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_owned is not null) await _owned.DisposeAsync();
    }
}
