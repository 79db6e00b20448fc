using System.Globalization;
using System.Net.Http.Headers;
using Polly.Timeout;

namespace Serverless.Tuner.Outbound;

/// <summary>
/// Makes every call of the app on a study's behalf: only to addresses that are allowed, without proxies and redirects, signed where the
/// study names a secret, and again when the target is busy.
/// </summary>
public sealed class OutboundClient : IDisposable
{
    /// <summary>The longest answer that is read.</summary>
    internal const int MaxAnswerBytes = 1024 * 1024;

    private static readonly TimeSpan s_patienceForNames = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly OutboundSettings _settings;
    private readonly IHostResolver _resolver;
    private readonly TimeProvider _time;

    /// <summary>A client.</summary>
    /// <param name="settings">What is allowed, and the secrets.</param>
    /// <param name="resolver">Finds addresses.</param>
    /// <param name="time">The clock.</param>
    public OutboundClient(OutboundSettings settings, IHostResolver resolver, TimeProvider time)
    {
        (_settings, _resolver, _time) = (settings, resolver, time);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = new CheckedConnection(settings.Allowed, resolver).ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // A name is asked for again in time: it may have moved.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new HttpClient(OutboundRetries.Around(sockets, time)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What is wrong with a URL as far as it can be seen without asking for its address; null when nothing is.</summary>
    public string? WrongWith(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return "must be a URL that begins with https://";
        if (uri.UserInfo.Length > 0) return "must not hold a user name or password";
        if (_settings.Allowed.HasHost(uri.IdnHost)) return null;
        var address = System.Net.IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var literal) ? literal : null;
        if (address is not null && AddressRules.Refusal(address) is { } kind)
            return $"is refused: {address} is {kind}, and the app's setting {OutboundSettings.AllowSetting} does not name it";
        // A name may stand for an address of an allowed network, which is seen when it is called.
        var maySay = address is not null || !_settings.Allowed.HasNetworks;
        return uri.Scheme == Uri.UriSchemeHttp && maySay ? "is refused: " + OutboundRefusedException.NotEncrypted(uri.IdnHost) : null;
    }

    /// <summary>The same, where it takes the addresses of a name to tell: one that is to be called by plain http must stand for an address
    /// of an allowed network.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> FindWrongWithAsync(string url, CancellationToken cancellationToken)
    {
        if (WrongWith(url) is { } wrong) return wrong;
        var uri = new Uri(url);
        if (uri.Scheme == Uri.UriSchemeHttps || _settings.Allowed.HasHost(uri.IdnHost)) return null;
        var addresses = await AddressesAsync(uri.IdnHost, cancellationToken);
        return addresses.Any(_settings.Allowed.HasAddress) ? null : "is refused: " + OutboundRefusedException.NotEncrypted(uri.IdnHost);
    }

    /// <summary>What is wrong with the name of a secret; null when it can sign.</summary>
    public string? WrongWithSecret(string name)
    {
        try
        {
            _settings.Secrets.Find(name);
            return null;
        }
        catch (OutboundRefusedException e)
        {
            return e.Message;
        }
    }

    /// <summary>Makes a call.</summary>
    /// <returns>The answer, of whatever status.</returns>
    /// <exception cref="OutboundRefusedException">The call is not allowed.</exception>
    /// <exception cref="OutboundException">There was no answer that could be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has fired.</exception>
    public async Task<OutboundAnswer> PostAsync(OutboundCall call, CancellationToken cancellationToken)
    {
        if (WrongWith(call.Url) is { } wrong) throw new OutboundRefusedException($"the URL {wrong}");
        using var request = Request(call);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var patience = new CancellationTokenSource(call.Timeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            return new OutboundAnswer((int)response.StatusCode, await AnswerReader.ReadAsync(response, MaxAnswerBytes, either.Token));
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw new OutboundRefusedException(refusal.Message);
        }
        catch (Exception e) when (e is TimeoutRejectedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var seconds = call.Timeout.TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
            throw new OutboundException($"{request.RequestUri!.IdnHost} did not answer within {seconds} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new OutboundException($"{request.RequestUri!.IdnHost} cannot be reached: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <returns>None when the name is not known, or nobody says so in time.</returns>
    private async Task<System.Net.IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patienceForNames, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _resolver.ResolveAsync(host, either.Token);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private HttpRequestMessage Request(OutboundCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, call.Url) { Content = new ReadOnlyMemoryContent(call.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Options.Set(OutboundRetries.TimeoutOfTry, call.Timeout);
        request.Headers.UserAgent.ParseAdd("serverless-tuner");
        foreach (var (name, value) in call.Headers ?? new Dictionary<string, string>())
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);

        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add(WebhookSignature.IdHeader, call.MessageId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        if (call.Secret is { } secret)
            request.Headers.Add(
                WebhookSignature.SignatureHeader,
                WebhookSignature.Sign(_settings.Secrets.Find(secret), call.MessageId, timestamp, call.Body.Span));
        return request;
    }

    private static OutboundRefusedException? Refusal(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is OutboundRefusedException refused) return refused;
        return null;
    }
}
