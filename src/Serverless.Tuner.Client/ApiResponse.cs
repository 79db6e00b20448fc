using System.Net.Http.Json;
using System.Text.Json;

namespace Serverless.Tuner.Client;

/// <summary>Reads what a server answers, also answers that do not come from the app.</summary>
internal static class ApiResponse
{
    /// <exception cref="TunerApiException">The body is not what the API answers: another program listens there.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await TryReadAsync<T>(response, cancellationToken) ?? throw new TunerApiException(new ProblemView
        {
            Title = "Not a Serverless Tuner",
            Status = (int)response.StatusCode,
            Detail = $"{response.RequestMessage?.RequestUri} answers, but not as a Serverless Tuner does.",
        });

    /// <summary>The problem details; made from the status line when a proxy or a crash answered instead.</summary>
    public static async Task<ProblemView> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await TryReadAsync<ProblemView>(response, cancellationToken) ?? new ProblemView
        {
            Title = response.ReasonPhrase is { Length: > 0 } phrase ? phrase : "The request failed",
            Status = (int)response.StatusCode,
            Detail = $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode} {response.ReasonPhrase}.",
        };

    private static async Task<T?> TryReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json")) return default;
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(TunerJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
