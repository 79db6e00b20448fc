namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>Tells the outcome of a trial, as an endpoint that was called for it.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="attempt">Which attempt at it, from 1.</param>
    /// <param name="token">The attempt's token, from the address that the endpoint was sent.</param>
    /// <param name="told">The outcome.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<CallbackView> CompleteByCallbackAsync(
        string name, int number, int attempt, string token, OutcomeRequest told, CancellationToken cancellationToken = default) =>
        SendAsync<CallbackView>(HttpMethod.Post, Callback(name, number, attempt, token), Json(told), cancellationToken);

    /// <summary>Tells intermediate values of a trial, as an endpoint that was called for it.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="attempt">Which attempt at it, from 1.</param>
    /// <param name="token">The attempt's token, from the address that the endpoint was sent.</param>
    /// <param name="told">The values.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<CallbackView> ReportByCallbackAsync(
        string name, int number, int attempt, string token, CallbackReportRequest told, CancellationToken cancellationToken = default) =>
        SendAsync<CallbackView>(HttpMethod.Post, Callback(name, number, attempt, token, "/report"), Json(told), cancellationToken);

    /// <summary>What the API is, as its server describes it: an OpenAPI document.</summary>
    public Task<string> GetOpenApiAsync(CancellationToken cancellationToken = default) =>
        GetTextAsync($"{Root}/openapi.json", cancellationToken);

    /// <summary>The same as a page for people, in HTML.</summary>
    public Task<string> GetDocsAsync(CancellationToken cancellationToken = default) => GetTextAsync($"{Root}/docs", cancellationToken);

    private static string Callback(string name, int number, int attempt, string token, string what = "") =>
        $"{Root}/callbacks/{Uri.EscapeDataString(name)}/{Text(number)}/{Text(attempt)}{what}{Query(("token", token))}";
}
