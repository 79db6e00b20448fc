using System.Text;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>What a study has come to: the parameters to use, or its defaults while no trial is complete.</summary>
    /// <param name="name">The study.</param>
    /// <param name="by">With several directions, what chooses the trial: the name of a value, or <c>knee</c>, which is also what null
    /// means.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<ResultView> GetResultAsync(string name, string? by = null, CancellationToken cancellationToken = default) =>
        GetAsync<ResultView>($"{Study(name)}/result{Query(("by", by))}", cancellationToken);

    /// <summary>The best complete trials of several directions in an order that is asked for.</summary>
    /// <param name="name">The study.</param>
    /// <param name="by">What comes first: the best in the value of that name, or the <c>knee</c> of the Pareto front.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PageView<TrialView>> BestTrialsByAsync(
        string name, string by, int? count = null, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<TrialView>>($"{Study(name)}/best{Query(("count", Text(count)), ("by", by))}", cancellationToken);

    /// <summary>Starts a study like another one, under another name.</summary>
    /// <param name="name">The study that is copied.</param>
    /// <param name="copy">The copy's name, and the members of a study file that it has in place of the other's, each whole, as
    /// JSON.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<StudyView> CopyStudyAsync(string name, string copy, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(
            HttpMethod.Post, $"{Study(name)}/copy", () => new StringContent(copy, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>Why trials failed, over all studies or those with some tags.</summary>
    /// <param name="tags">Tags that each of the studies has; null for all studies.</param>
    /// <param name="limit">How many reasons at most; the server's choice when null.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<FailuresView> ListFailuresAsync(
        IReadOnlyDictionary<string, string>? tags = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync<FailuresView>(
            $"{Root}/failures{Query([("limit", Text(limit)), .. StudyQuery.TagFields(tags)])}", cancellationToken);

    /// <summary>Answers a message of the Model Context Protocol; programs for agents do this.</summary>
    /// <param name="message">The message, as JSON.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>The answer as the server streams it; empty for a message that has none.</returns>
    public Task<string> CallAgentToolAsync(string message, CancellationToken cancellationToken = default) =>
        CallAgentToolAsync(message, headers: [], cancellationToken);

    /// <summary>The same with headers of the protocol.</summary>
    public async Task<string> CallAgentToolAsync(
        string message, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken = default)
    {
        // Sent once: what a lost answer has done the agent asks for.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/mcp")
        {
            Content = new StringContent(message, Encoding.UTF8, "application/json"),
        };
        if (Key is not null) request.Headers.Add(KeyHeader, Key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
