using System.Globalization;
using System.Net.Http.Headers;
using Polly.Timeout;

namespace Serverless.Tuner.Outbound;

/// <summary>
/// Calls one server that the app's own settings name, with the token that they have for it. Unlike what a study names it may be anywhere,
/// on this machine too, and by plain http. It is called at that address alone: without proxies, and a redirect is an answer like another,
/// so that the token goes nowhere else.
/// </summary>
public sealed class SettledClient : IDisposable
{
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly string _root;
    private readonly string? _token;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>A client for a server.</summary>
    /// <param name="address">Where it is, http or https, perhaps with a path.</param>
    /// <param name="token">What is sent to it as the bearer's token; null for none.</param>
    /// <param name="time">The clock.</param>
    public SettledClient(Uri address, string? token, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        (_root, _token, _time, Host) = (address.AbsoluteUri.TrimEnd('/') + "/", token, time, address.IdnHost);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new HttpClient(OutboundRetries.Around(sockets, time)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server's name, as errors have it.</summary>
    public string Host { get; }

    /// <summary>Calls it.</summary>
    /// <returns>What it answered, of whatever status.</returns>
    /// <exception cref="OutboundException">It did not answer, or more than 8 MB. The message names the server and the reason, never the
    /// token.</exception>
    public async Task<OutboundAnswer> SendAsync(SettledCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var request = Request(call);
        using var patience = new CancellationTokenSource(call.Timeout * 2, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new OutboundAnswer((int)response.StatusCode, await AnswerReader.ReadAsync(response, MaxAnswerBytes, either.Token));
        }
        catch (Exception e) when (e is TimeoutRejectedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var seconds = call.Timeout.TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
            throw new OutboundException($"{Host} did not answer within {seconds} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new OutboundException($"{Host} cannot be reached: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(SettledCall call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(_root + call.Path));
        request.Options.Set(OutboundRetries.TimeoutOfTry, call.Timeout);
        request.Options.Set(OutboundRetries.IsOnlyOnce, !call.IsRepeatable);
        request.Headers.UserAgent.ParseAdd("serverless-tuner");
        if (_token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (call.Content is { } content)
        {
            request.Content = new StreamContent(content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Content.Headers.ContentLength = call.Length;
        }
        else if (call.Json is { } json)
        {
            request.Content = new ReadOnlyMemoryContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        return request;
    }
}
