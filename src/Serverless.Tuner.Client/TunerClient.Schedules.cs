using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    private const string Schedules = $"{Root}/schedules";

    /// <summary>All schedules by name, each with its last run.</summary>
    public Task<PageView<ScheduleView>> ListSchedulesAsync(CancellationToken cancellationToken = default) =>
        GetAsync<PageView<ScheduleView>>(Schedules, cancellationToken);

    /// <summary>A schedule with its next slots and its last runs.</summary>
    public Task<ScheduleView> GetScheduleAsync(string name, CancellationToken cancellationToken = default) =>
        GetAsync<ScheduleView>(Schedule(name), cancellationToken);

    /// <summary>Makes a schedule; the same again is the same schedule.</summary>
    /// <param name="json">The schedule, with a study file as its <c>study</c>.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<ScheduleView> CreateScheduleAsync(string json, CancellationToken cancellationToken = default) =>
        SendAsync<ScheduleView>(HttpMethod.Post, Schedules, Document(json), cancellationToken);

    /// <summary>Makes a schedule, or gives one other settings; its runs and what it has promoted stay.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="json">The schedule, with a study file as its <c>study</c>.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<ScheduleView> PutScheduleAsync(string name, string json, CancellationToken cancellationToken = default) =>
        SendAsync<ScheduleView>(HttpMethod.Put, Schedule(name), Document(json), cancellationToken);

    /// <summary>Switches a schedule on or off; slots that passed while it was off are not made up for.</summary>
    public Task<ScheduleView> ChangeScheduleAsync(
        string name, ScheduleChangeRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ScheduleView>(HttpMethod.Patch, Schedule(name), Json(request), cancellationToken);

    /// <summary>Has a schedule run now, beside its slots.</summary>
    public Task<ScheduleView> RunScheduleAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync<ScheduleView>(HttpMethod.Post, $"{Schedule(name)}/run", content: null, cancellationToken);

    /// <summary>Deletes a schedule; its studies stay.</summary>
    public Task DeleteScheduleAsync(string name, CancellationToken cancellationToken = default) =>
        DeleteAsync(Schedule(name), cancellationToken);

    /// <summary>The parameters to deploy now, with what names them.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="known">The <see cref="TaggedPromoted.Tag"/> of the last answer: what is still the same is not sent again.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public async Task<TaggedPromoted> GetPromotedAsync(string name, string? known = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Schedule(name)}/promoted");
        if (known is not null) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known));
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified) return new TaggedPromoted(null, known!);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return new TaggedPromoted(
            await ApiResponse.ReadAsync<PromotedView>(response, cancellationToken), response.Headers.ETag?.ToString() ?? "*");
    }

    /// <summary>The parameters to deploy now as text.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="format"><c>env</c>: a file of environment variables; <c>flags</c>: a program's arguments in one line.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<string> GetPromotedTextAsync(string name, string format, CancellationToken cancellationToken = default) =>
        GetTextAsync($"{Schedule(name)}/promoted{Query(("format", format))}", cancellationToken);

    private static string Schedule(string name) => $"{Schedules}/{Uri.EscapeDataString(name)}";

    private static Func<HttpContent> Document(string json) => () => new StringContent(json, Encoding.UTF8, "application/json");
}
