using System.Net;
using System.Net.Http.Headers;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    private const string KeyHeader = "Idempotency-Key";

    private readonly TunerRetries _retries = retries ?? TunerRetries.OfLostAnswers;

    private EntityTagHeaderValue? IfMatch { get; init; }

    private string? Key { get; init; }

    /// <summary>The same client for one request that is to carry more than its body.</summary>
    /// <param name="ifMatch">The tag of the study as the caller knows it (<see cref="TaggedStudy.Tag"/>): a change is refused with 412 when
    /// another request has changed the study since.</param>
    /// <param name="key">What makes the request count once, however often it is sent within 24 hours; a new one when null.</param>
    public TunerClient With(string? ifMatch = null, string? key = null) => new(http, _retries)
    {
        IfMatch = ifMatch is null ? null : EntityTagHeaderValue.Parse(ifMatch),
        Key = key,
    };

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Get, path, content: null, cancellationToken);

    private async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await RespondAsync(HttpMethod.Get, path, content: null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken, string? key = null)
    {
        using var response = await RespondAsync(method, path, content, cancellationToken, key);
        return await ApiResponse.ReadAsync<T>(response, cancellationToken);
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var (response, tries) = await TryAsync(HttpMethod.Delete, path, content: null, key: null, cancellationToken);
        using (response)
        {
            // What a request did whose answer was lost is done.
            if (response.StatusCode == HttpStatusCode.NotFound && tries > 1) return;
            await ThrowIfRefusedAsync(response, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> RespondAsync(
        HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken, string? key = null)
    {
        var (response, _) = await TryAsync(method, path, content, key, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return response;
    }

    private Task<(HttpResponseMessage Response, int Tries)> TryAsync(
        HttpMethod method, string path, Func<HttpContent>? content, string? key, CancellationToken cancellationToken)
    {
        // Sent once more with the key that it has, a request whose answer was lost counts once.
        key ??= method == HttpMethod.Post ? Key ?? Guid.NewGuid().ToString("N") : null;
        return _retries.RunAsync(
            async token =>
            {
                using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
                if (key is not null) request.Headers.Add(KeyHeader, key);
                if (IfMatch is not null && method != HttpMethod.Get) request.Headers.IfMatch.Add(IfMatch);
                return await http.SendAsync(request, token);
            },
            hasKey: key is not null,
            cancellationToken);
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return;
        using (response) throw new TunerApiException(await ApiResponse.ReadProblemAsync(response, cancellationToken));
    }
}
