namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>Brings a part of a study that ended elsewhere. The same part again changes nothing.</summary>
    /// <param name="name">The study.</param>
    /// <param name="part">An <see cref="ImportRequest"/> as JSON, at most 1 MiB.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>How far the import is.</returns>
    public Task<ImportView> ImportStudyAsync(string name, byte[] part, CancellationToken cancellationToken = default) =>
        SendAsync<ImportView>(HttpMethod.Post, $"{Study(name)}/import", () => Json(part), cancellationToken);

    /// <summary>Writes a study as a file into a stream.</summary>
    /// <param name="name">The study.</param>
    /// <param name="into">Where it is written to.</param>
    /// <param name="format"><c>json</c> (a <see cref="StudyExportView"/>), <c>csv</c>, or <c>config</c>; <c>json</c> when null.</param>
    /// <param name="as">With <c>config</c>: <c>json</c>, <c>yaml</c>, <c>env</c> or <c>flags</c>; <c>json</c> when null.</param>
    /// <param name="count">With <c>config</c>: how many of the best configurations that differ; null for the best alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ExportStudyAsync(
        string name, Stream into, string? format = null, string? @as = null, int? count = null,
        CancellationToken cancellationToken = default)
    {
        var query = Query(("format", format), ("as", @as), ("k", Text(count)));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Study(name)}/export{query}");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new TunerApiException(await ApiResponse.ReadProblemAsync(response, cancellationToken));
        await response.Content.CopyToAsync(into, cancellationToken);
    }

    /// <summary>A study with all its trials and their intermediate values.</summary>
    /// <param name="name">The study.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<StudyExportView> ExportStudyAsync(string name, CancellationToken cancellationToken = default) =>
        GetAsync<StudyExportView>($"{Study(name)}/export", cancellationToken);

    private static ByteArrayContent Json(byte[] text) => new(text) { Headers = { ContentType = new("application/json") } };
}
