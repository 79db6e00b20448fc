using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;

namespace Serverless.Tuner.Client;

/// <summary>The HTTP API as methods.</summary>
/// <remarks>
/// Every method throws <see cref="TunerApiException"/> when the server refuses, and <see cref="HttpRequestException"/> when it
/// does not answer.
/// </remarks>
/// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the server's root, e.g. <c>http://127.0.0.1:7071/</c>.</param>
/// <param name="retries">Which requests are sent again; when null those whose answer was lost, twice.</param>
public sealed partial class TunerClient(HttpClient http, TunerRetries? retries = null)
{
    private const string Root = "v1/tuner";
    private const string Keys = $"{Root}/keys";
    private const int MostTrials = 1000;

    /// <summary>Where the server is.</summary>
    public Uri? Server => http.BaseAddress;

    /// <summary>Whether the server lives.</summary>
    public Task<HealthView> HealthAsync(CancellationToken cancellationToken = default) =>
        GetAsync<HealthView>($"{Root}/health", cancellationToken);

    /// <summary>Whether the server can reach its storage.</summary>
    public Task<HealthView> ReadyAsync(CancellationToken cancellationToken = default) =>
        GetAsync<HealthView>($"{Root}/ready", cancellationToken);

    /// <summary>Starts a study; the same file again is the same study, more trials extend it.</summary>
    /// <param name="studyFile">The study file's text: sent as it is, so that the server's pointers are into the user's own file.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<StudyView> StartStudyAsync(string studyFile, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(
            HttpMethod.Post, $"{Root}/studies", () => new StringContent(studyFile, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>The same, with a study file that was made here.</summary>
    public Task<StudyView> StartStudyAsync(StudyBuilder study, CancellationToken cancellationToken = default) =>
        StartStudyAsync(study.ToString(), cancellationToken);

    /// <summary>One page of the studies.</summary>
    /// <param name="after">The previous page's <see cref="PageView{T}.Next"/>; null for the first page.</param>
    /// <param name="limit">How many at most; the server's choice when null.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PageView<StudySummary>> ListStudiesAsync(string? after, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<StudySummary>>($"{Root}/studies{Query(("after", after), ("limit", Text(limit)))}", cancellationToken);

    /// <summary>All studies, page after page.</summary>
    public IAsyncEnumerable<StudySummary> ListStudiesAsync(CancellationToken cancellationToken = default) =>
        PagesAsync((after, token) => ListStudiesAsync(after, limit: null, token), after: null, cancellationToken);

    /// <summary>One study.</summary>
    public Task<StudyView> GetStudyAsync(string name, CancellationToken cancellationToken = default) =>
        GetAsync<StudyView>(Study(name), cancellationToken);

    /// <summary>What has changed of a study since it was last asked for.</summary>
    /// <param name="name">The study.</param>
    /// <param name="since">The <see cref="StudyChangesView.Seq"/> of the last answer; null for everything.</param>
    /// <param name="tag">The <see cref="StudyNews.Tag"/> of the last answer.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public async Task<StudyNews> GetChangesAsync(
        string name, string? since, string? tag = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Study(name)}{Query(("since", since ?? "0"))}");
        if (tag is not null) request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(tag));
        using var response = await http.SendAsync(request, cancellationToken);
        var advice = response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        if (response.StatusCode == HttpStatusCode.NotModified) return new StudyNews(null, tag, advice);
        if (!response.IsSuccessStatusCode) throw new TunerApiException(await ApiResponse.ReadProblemAsync(response, cancellationToken));
        return new StudyNews(
            await ApiResponse.ReadAsync<StudyChangesView>(response, cancellationToken), response.Headers.ETag?.Tag, advice);
    }

    /// <summary>Raises a study's limits; an ended study goes on.</summary>
    public Task<StudyView> ExtendStudyAsync(string name, ExtendRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(HttpMethod.Patch, Study(name), Json(request), cancellationToken);

    /// <summary>Deletes a study with its trials.</summary>
    public Task DeleteStudyAsync(string name, CancellationToken cancellationToken = default) =>
        DeleteAsync(Study(name), cancellationToken);

    /// <summary>Stops a study: no trial is started any more; running ones
    /// are cut short or, with <see cref="StopMode.AfterRunning"/>, end by
    /// themselves.</summary>
    public Task<StudyView> StopStudyAsync(string name, StopMode mode = StopMode.Now, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(HttpMethod.Post, $"{Study(name)}/stop", Json(new StopRequest { Mode = mode }), cancellationToken);

    /// <summary>Lets a study start nothing more until it is resumed; its running trials end by themselves.</summary>
    public Task<StudyView> PauseStudyAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(HttpMethod.Post, $"{Study(name)}/pause", content: null, cancellationToken);

    /// <summary>Lets a study go on that was paused or stopped.</summary>
    public Task<StudyView> ResumeStudyAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(HttpMethod.Post, $"{Study(name)}/resume", content: null, cancellationToken);

    /// <summary>Gives a study points to try before its sampler's own.</summary>
    /// <param name="name">The study.</param>
    /// <param name="request">The points.</param>
    /// <param name="key">What makes this request count once, however often it is sent within 24 hours; a new one when null.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<StudyView> EnqueueAsync(
        string name, EnqueueRequest request, string? key = null, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(HttpMethod.Post, $"{Study(name)}/enqueue", Json(request), cancellationToken, key);

    /// <summary>One page of a study's trials, by ascending number.</summary>
    /// <param name="name">The study.</param>
    /// <param name="after">The previous page's <see cref="PageView{T}.Next"/>; null for the first page.</param>
    /// <param name="limit">How many at most, up to 1,000.</param>
    /// <param name="state">Only trials in this state.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PageView<TrialView>> ListTrialsAsync(
        string name, string? after, int? limit = null, TrialState? state = null, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<TrialView>>(
            $"{Study(name)}/trials{Query(("after", after), ("limit", Text(limit)), ("state", Text(state)))}", cancellationToken);

    /// <summary>A study's trials by ascending number, page after page.</summary>
    /// <param name="name">The study.</param>
    /// <param name="after">Only trials with a higher number than this.</param>
    /// <param name="state">Only trials in this state.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public IAsyncEnumerable<TrialView> ListTrialsAsync(
        string name, int? after = null, TrialState? state = null, CancellationToken cancellationToken = default) =>
        PagesAsync(
            (next, token) => ListTrialsAsync(name, next, MostTrials, state, token),
            after is { } number ? PageCursor.AfterTrial(number) : null,
            cancellationToken);

    /// <summary>One trial with its reports.</summary>
    public Task<TrialView> GetTrialAsync(string name, int number, CancellationToken cancellationToken = default) =>
        GetAsync<TrialView>($"{Study(name)}/trials/{Text(number)}", cancellationToken);

    /// <summary>The end of what the last attempt at a trial wrote.</summary>
    public Task<TrialLogView> GetTrialLogAsync(string name, int number, CancellationToken cancellationToken = default) =>
        GetAsync<TrialLogView>($"{Study(name)}/trials/{Text(number)}/log", cancellationToken);

    /// <summary>Asks a trial to end as pruned, whatever it comes to.</summary>
    public Task<TrialView> CancelTrialAsync(string name, int number, CancellationToken cancellationToken = default) =>
        SendAsync<TrialView>(HttpMethod.Post, $"{Study(name)}/trials/{Text(number)}/cancel", content: null, cancellationToken);

    /// <summary>Has the point of a trial that has ended tried again, as a new trial.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="key">What makes this request count once, however often it is sent within 24 hours; a new one when null.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<StudyView> RetryTrialAsync(
        string name, int number, string? key = null, CancellationToken cancellationToken = default) =>
        SendAsync<StudyView>(HttpMethod.Post, $"{Study(name)}/trials/{Text(number)}/retry", content: null, cancellationToken, key);

    /// <summary>A study's best complete trials, best first.</summary>
    public Task<PageView<TrialView>> BestTrialsAsync(string name, int? count = null, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<TrialView>>($"{Study(name)}/best{Query(("count", Text(count)))}", cancellationToken);

    /// <summary>Makes a key; its <see cref="KeyView.Key"/> is shown this once.</summary>
    public Task<KeyView> CreateKeyAsync(KeyRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<KeyView>(HttpMethod.Post, Keys, Json(request), cancellationToken);

    /// <summary>All keys, those that have ended among them.</summary>
    public Task<PageView<KeyView>> ListKeysAsync(CancellationToken cancellationToken = default) =>
        GetAsync<PageView<KeyView>>(Keys, cancellationToken);

    /// <summary>Has a key open nothing any more; studies that were started with it go on.</summary>
    /// <param name="id">The key's id, not the key.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task RevokeKeyAsync(string id, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{Keys}/{Uri.EscapeDataString(id)}", cancellationToken);

    /// <summary>Asks for trials to evaluate, as a worker.</summary>
    public Task<SuggestView> SuggestAsync(string name, SuggestRequest? request = null, CancellationToken cancellationToken = default) =>
        SendAsync<SuggestView>(
            HttpMethod.Post, $"{Study(name)}/trials/suggest", Json(request ?? new SuggestRequest()), cancellationToken);

    /// <summary>Tells intermediate values of a trial; the answer says whether to go on.</summary>
    public Task<GoOnView> ReportAsync(string name, int number, ReportRequest told, CancellationToken cancellationToken = default) =>
        TellAsync<GoOnView, ReportRequest>(name, number, "report", told, cancellationToken);

    /// <summary>Shows that the worker of a trial lives; the answer says whether to go on.</summary>
    public Task<GoOnView> HeartbeatAsync(string name, int number, HeartbeatRequest told, CancellationToken cancellationToken = default) =>
        TellAsync<GoOnView, HeartbeatRequest>(name, number, "heartbeat", told, cancellationToken);

    /// <summary>Tells the result of a trial.</summary>
    public Task<ToldView> CompleteAsync(string name, int number, CompleteRequest told, CancellationToken cancellationToken = default) =>
        TellAsync<ToldView, CompleteRequest>(name, number, "complete", told, cancellationToken);

    /// <summary>Gives a trial up.</summary>
    public Task<ToldView> PruneAsync(string name, int number, PruneRequest told, CancellationToken cancellationToken = default) =>
        TellAsync<ToldView, PruneRequest>(name, number, "prune", told, cancellationToken);

    /// <summary>Tells that a trial could not be evaluated.</summary>
    public Task<ToldView> FailAsync(string name, int number, FailRequest told, CancellationToken cancellationToken = default) =>
        TellAsync<ToldView, FailRequest>(name, number, "fail", told, cancellationToken);

    private Task<TAnswer> TellAsync<TAnswer, TRequest>(
        string name, int number, string what, TRequest told, CancellationToken cancellationToken) =>
        SendAsync<TAnswer>(HttpMethod.Post, $"{Study(name)}/trials/{Text(number)}/{what}", Json(told), cancellationToken);

    private static Func<HttpContent> Json<T>(T value) => () => JsonContent.Create(value, options: TunerJson.Options);

    private static string Study(string name) => $"{Root}/studies/{Uri.EscapeDataString(name)}";

    private static async IAsyncEnumerable<T> PagesAsync<T>(
        Func<string?, CancellationToken, Task<PageView<T>>> read, string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await read(after, cancellationToken);
            foreach (var item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    // TrialState's names in JSON are its words in lower case.
    private static string? Text(TrialState? state) => state?.ToString().ToLowerInvariant();

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (value is null) continue;
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }
}
