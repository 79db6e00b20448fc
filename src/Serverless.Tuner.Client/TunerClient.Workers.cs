namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>Evaluates trials of a study until it gives out no more: <see cref="TunerWorker"/>.</summary>
    /// <param name="study">The study.</param>
    /// <param name="objective">Evaluates a trial.</param>
    /// <param name="options">How the worker works.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    /// <returns>What the worker has done.</returns>
    public Task<WorkerSummary> OptimizeAsync(
        string study, Func<WorkerTrial, Task<TrialResult>> objective, TunerWorkerOptions? options = null,
        CancellationToken cancellationToken = default) =>
        new TunerWorker(this, study, objective, options).RunAsync(cancellationToken);

    /// <summary>Asks for trials; with the answer comes when to ask again, if the server says so.</summary>
    internal async Task<(SuggestView Answer, TimeSpan? RetryAfter)> AskAsync(
        string name, SuggestRequest request, CancellationToken cancellationToken)
    {
        using var response = await RespondAsync(HttpMethod.Post, $"{Study(name)}/trials/suggest", Json(request), cancellationToken);
        return (await ApiResponse.ReadAsync<SuggestView>(response, cancellationToken), response.Headers.RetryAfter?.Delta);
    }
}
