using System.Text;

namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    private const string Memory = $"{Root}/memory";

    /// <summary>What a study would come to; nothing of it is stored.</summary>
    /// <param name="studyFile">The study file's text.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PlanView> PlanStudyAsync(string studyFile, CancellationToken cancellationToken = default) =>
        SendAsync<PlanView>(
            HttpMethod.Post, $"{Root}/plan", () => new StringContent(studyFile, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>One page of what is kept of studies that have ended, without their points.</summary>
    /// <param name="after">The previous page's <see cref="PageView{T}.Next"/>; null for the first page.</param>
    /// <param name="limit">How many at most; the server's choice when null.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<PageView<MemoryView>> ListMemoryAsync(string? after, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync<PageView<MemoryView>>($"{Memory}{Query(("after", after), ("limit", Text(limit)))}", cancellationToken);

    /// <summary>All of it, page after page.</summary>
    public IAsyncEnumerable<MemoryView> ListMemoryAsync(CancellationToken cancellationToken = default) =>
        PagesAsync((after, token) => ListMemoryAsync(after, limit: null, token), after: null, cancellationToken);

    /// <summary>What is kept of a study.</summary>
    /// <param name="id">The study's <see cref="StudyView.Id"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<MemoryView> GetMemoryAsync(Guid id, CancellationToken cancellationToken = default) =>
        GetAsync<MemoryView>($"{Memory}/{id}", cancellationToken);

    /// <summary>Forgets a study: no other learns from it any more. The study itself stays.</summary>
    /// <param name="id">The study's <see cref="StudyView.Id"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task ForgetMemoryAsync(Guid id, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{Memory}/{id}", cancellationToken);
}
