using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>One study, with what names its state.</summary>
    /// <param name="name">The study.</param>
    /// <param name="known">The <see cref="TaggedStudy.Tag"/> of the last answer: a study that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public async Task<TaggedStudy> GetTaggedStudyAsync(string name, string? known = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Study(name));
        if (known is not null) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known));
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified) return new TaggedStudy(null, known!);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return new TaggedStudy(
            await ApiResponse.ReadAsync<StudyView>(response, cancellationToken), response.Headers.ETag?.ToString() ?? "*");
    }

    /// <summary>One page of studies, of one state where that is asked for.</summary>
    public Task<PageView<StudySummary>> QueryStudiesAsync(StudyQuery query, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<StudySummary>>($"{Root}/studies{Query(query.Fields())}", cancellationToken);

    /// <summary>All studies of a query, page after page.</summary>
    public IAsyncEnumerable<StudySummary> QueryAllStudiesAsync(StudyQuery query, CancellationToken cancellationToken = default) =>
        PagesAsync((after, token) => QueryStudiesAsync(query with { After = after }, token), query.After, cancellationToken);

    /// <summary>The same with some of their fields alone.</summary>
    /// <param name="fields">The names of the fields, as the API writes them.</param>
    /// <param name="query">Which studies.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PageView<IReadOnlyDictionary<string, JsonElement>>> QueryStudyFieldsAsync(
        IReadOnlyCollection<string> fields, StudyQuery query, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<IReadOnlyDictionary<string, JsonElement>>>(
            $"{Root}/studies{Query([.. query.Fields(), Only(fields)])}", cancellationToken);

    /// <summary>One page of a study's trials, in an order, of one state where that is asked for.</summary>
    public Task<PageView<TrialView>> QueryTrialsAsync(string name, TrialQuery query, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<TrialView>>($"{Study(name)}/trials{Query(query.Fields())}", cancellationToken);

    /// <summary>The same with some of their fields alone.</summary>
    /// <param name="name">The study.</param>
    /// <param name="fields">The names of the fields, as the API writes them.</param>
    /// <param name="query">Which trials.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PageView<IReadOnlyDictionary<string, JsonElement>>> QueryTrialFieldsAsync(
        string name, IReadOnlyCollection<string> fields, TrialQuery query, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<IReadOnlyDictionary<string, JsonElement>>>(
            $"{Study(name)}/trials{Query([.. query.Fields(), Only(fields)])}", cancellationToken);

    private static (string Name, string? Value) Only(IReadOnlyCollection<string> fields) => ("fields", string.Join(',', fields));
}
