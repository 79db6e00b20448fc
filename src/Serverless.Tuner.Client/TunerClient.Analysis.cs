using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>How a study went: the best so far, each trial's value, time and money, intermediate values.</summary>
    /// <param name="name">The study.</param>
    /// <param name="metric">A value of the study by its name; the first one when null.</param>
    /// <param name="known">The <see cref="Tagged{T}.Tag"/> of the last answer: one that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<Tagged<HistoryView>> GetHistoryAsync(
        string name, string? metric = null, string? known = null, CancellationToken cancellationToken = default) =>
        GetTaggedAsync<HistoryView>($"{Study(name)}/history{Query(("metric", metric))}", known, cancellationToken);

    /// <summary>Trials with their parameters, for slices, ranks, contours and parallel coordinates, and the correlations between them.
    /// </summary>
    /// <param name="name">The study.</param>
    /// <param name="metric">A value of the study by its name; the first one when null.</param>
    /// <param name="shape">What they are drawn as, which decides how many there are.</param>
    /// <param name="known">The <see cref="Tagged{T}.Tag"/> of the last answer: one that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<Tagged<ScatterView>> GetScatterAsync(
        string name, string? metric = null, ScatterShape? shape = null, string? known = null,
        CancellationToken cancellationToken = default) =>
        GetTaggedAsync<ScatterView>($"{Study(name)}/scatter{Query(("metric", metric), ("shape", Word(shape)))}", known, cancellationToken);

    /// <summary>How important each parameter of a study is for a value, and each pair of parameters.</summary>
    /// <param name="name">The study.</param>
    /// <param name="metric">A value of the study by its name; the first one when null.</param>
    /// <param name="method">How they are computed; PED-ANOVA when null.</param>
    /// <param name="known">The <see cref="Tagged{T}.Tag"/> of the last answer: one that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<Tagged<ImportanceView>> GetImportanceAsync(
        string name, string? metric = null, ImportanceMethod? method = null, string? known = null,
        CancellationToken cancellationToken = default) =>
        GetTaggedAsync<ImportanceView>(
            $"{Study(name)}/importance{Query(("metric", metric), ("method", Word(method)))}", known, cancellationToken);

    /// <summary>The trials of a study of which no other is better in every value, and the hypervolume that they dominate.</summary>
    /// <param name="name">The study.</param>
    /// <param name="known">The <see cref="Tagged{T}.Tag"/> of the last answer: one that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<Tagged<ParetoView>> GetParetoAsync(
        string name, string? known = null, CancellationToken cancellationToken = default) =>
        GetTaggedAsync<ParetoView>($"{Study(name)}/pareto", known, cancellationToken);

    /// <summary>What is noteworthy about a study, and what to do about it.</summary>
    /// <param name="name">The study.</param>
    /// <param name="known">The <see cref="Tagged{T}.Tag"/> of the last answer: one that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<Tagged<HintsView>> GetHintsAsync(
        string name, string? known = null, CancellationToken cancellationToken = default) =>
        GetTaggedAsync<HintsView>($"{Study(name)}/hints", known, cancellationToken);

    /// <summary>Studies side by side: the best so far, how values are distributed, importances, money, the best parameters.</summary>
    /// <param name="studies">Two to ten studies.</param>
    /// <param name="metric">A value that all of them have; the first one of the first study when null.</param>
    /// <param name="known">The <see cref="Tagged{T}.Tag"/> of the last answer: one that is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<Tagged<CompareView>> CompareStudiesAsync(
        IReadOnlyCollection<string> studies, string? metric = null, string? known = null, CancellationToken cancellationToken = default) =>
        GetTaggedAsync<CompareView>(
            $"{Root}/compare{Query([.. studies.Select(study => ("study", (string?)study)), ("metric", metric)])}", known,
            cancellationToken);

    private static string? Word<T>(T? word)
        where T : struct, Enum => word is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;

    private async Task<Tagged<T>> GetTaggedAsync<T>(string path, string? known, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known));
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified) return new Tagged<T>(null, known!);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return new Tagged<T>(await ApiResponse.ReadAsync<T>(response, cancellationToken), response.Headers.ETag?.ToString() ?? "*");
    }
}
