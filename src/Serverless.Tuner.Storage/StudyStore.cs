using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Storage;

/// <summary>Studies in Table Storage: create, read, change, list, delete. Every write is guarded by an ETag and can be repeated.</summary>
/// <param name="tables">The tables.</param>
/// <param name="time">The clock.</param>
/// <param name="comparison">Tells whether a spec is that of an existing study.</param>
/// <param name="artifacts">Where the files of trials are, which are deleted with their study; null where there are none.</param>
public sealed partial class StudyStore(
    TunerTables tables, TimeProvider time, ISpecComparison comparison, ArtifactContainer? artifacts = null)
{
    private readonly StudyDeletion _deletion = new(tables, time, artifacts);
    private readonly MemoryStore _memory = new(tables, time);
    private StudyIndex? _index;
    private readonly StudyList _list = new(tables, new StudyReader(tables));

    /// <summary>The entries by which studies are found.</summary>
    public StudyIndex Index => _index ??= new(tables, _memory, time);

    /// <summary>What is kept of studies that have ended.</summary>
    public MemoryStore Memory => _memory;

    /// <summary>The money that studies have of their groups.</summary>
    internal GroupMoney Money { get; } = new(new GroupRows(tables, time), time);

    internal StudyCache Cache { get; } = new(StudyCache.DefaultBytes);

    internal StudyReader Reader { get; } = new(tables);

    /// <summary>The study; null when there is none.</summary>
    public async Task<Study?> FindAsync(StudyName name, CancellationToken cancellationToken)
    {
        var warm = Cache.Get(name);
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            return await Reader.ReadStudyAsync(warm, name, cancellationToken) ? warm.Study : null;
        }
        finally
        {
            warm.Gate.Release();
        }
    }

    /// <summary>
    /// The study as its row is, past what this process remembers of it; null
    /// when there is none. Unlike <see cref="FindAsync"/> it never waits
    /// for an advance, which may be waiting for the storage itself.
    /// </summary>
    public Task<Study?> ReadAsync(StudyName name, CancellationToken cancellationToken) => Reader.ReadStudyAsync(name, cancellationToken);

    /// <summary>Whether the study's row or that of an open trial was written to, by the storage's clock.</summary>
    public Task<bool> HasChangedSinceAsync(Study study, DateTimeOffset since, CancellationToken cancellationToken) =>
        Reader.HasChangedSinceAsync(study, since, cancellationToken);

    /// <summary>The study as this process knows it, read only when it does not know it at all: may be behind.</summary>
    public async Task<Study?> FindWarmAsync(StudyName name, CancellationToken cancellationToken) =>
        Cache.Get(name).Study ?? await FindAsync(name, cancellationToken);

    /// <summary>The study with all its trials by number; null when there is none.</summary>
    public async Task<(Study Study, IReadOnlyList<Trial> Trials)?> FindWithTrialsAsync(StudyName name, CancellationToken cancellationToken)
    {
        var warm = Cache.Get(name);
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            return await Reader.ReadAllAsync(warm, name, cancellationToken) ? (warm.Study!, warm.Trials()) : null;
        }
        finally
        {
            warm.Gate.Release();
        }
    }

    /// <summary>The parameters that a study's trials have declared; null for one whose spec lists them.</summary>
    public async Task<IReadOnlyList<ParameterSpec>?> DeclaredAsync(Study study, CancellationToken cancellationToken) =>
        study.Spec.OpenSpace ? (await Reader.ReadSpaceAsync(study.Name, cancellationToken)).Space.Parameters : null;

    /// <summary>The trials of earlier studies that a study learns from.</summary>
    public async Task<IReadOnlyList<PriorStudy>> PriorAsync(Study study, CancellationToken cancellationToken) =>
        study.WarmStart is { HasTrials: true } ? await Reader.ReadPriorAsync(study.Name, cancellationToken) : [];

    /// <summary>Trials by ascending number.</summary>
    /// <param name="name">The study.</param>
    /// <param name="first">The lowest number.</param>
    /// <param name="last">The highest number.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<Trial> ListTrialsAsync(StudyName name, int first, int last, CancellationToken cancellationToken) =>
        Reader.QueryTrialsAsync(name, first, last, cancellationToken).Select(row => row.Trial);

    /// <summary>One trial with the reports of its last attempt, by step and of each step the last; null when there is none.</summary>
    public async Task<(Trial Trial, IReadOnlyList<Report> Reports)?> FindTrialAsync(
        StudyName name, int number, CancellationToken cancellationToken)
    {
        if (await Reader.ReadTrialAsync(name, number, cancellationToken) is not var (trial, _)) return null;
        var bySteps = new SortedDictionary<int, Report>();
        await foreach (var page in Reader.QueryReportsAsync(name, number, number, cancellationToken))
            foreach (var report in page.Where(batch => batch.Attempt == trial.Attempt).SelectMany(batch => batch.Reports))
                bySteps[report.Step] = report;
        return (trial, [.. bySteps.Values]);
    }

    /// <summary>What the last attempt at a trial wrote; null when nothing of it is kept.</summary>
    public Task<TrialLog?> FindLogAsync(StudyName name, int number, CancellationToken cancellationToken) =>
        Reader.ReadLogAsync(name, number, cancellationToken);

    /// <summary>Changes the study row by a pure function, which is applied
    /// again when another writer has changed the study meanwhile.</summary>
    /// <param name="name">The study.</param>
    /// <param name="change">The change; answers null or its argument to leave the study as it is.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <returns>The study as it is afterwards; null when there is none.</returns>
    public Task<Study?> ChangeAsync(StudyName name, Func<Study, Study?> change, CancellationToken cancellationToken) =>
        ChangeAsync(name, study => Task.FromResult(change(study)), cancellationToken);

    private async Task<Study?> ChangeAsync(StudyName name, Func<Study, Task<Study?>> change, CancellationToken cancellationToken)
    {
        var warm = Cache.Get(name);
        var table = await tables.StudiesAsync(cancellationToken);
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 0; ; tries++)
            {
                if (!await Reader.ReadStudyAsync(warm, name, cancellationToken)) return null;
                var study = warm.Study!;
                var changed = await change(study) ?? study;
                if (ReferenceEquals(changed, study)) return study;
                changed = Notices.Added(study, changed, time.GetUtcNow());
                // A study that goes on is entered as running, or pending, before it does: the sweep looks after what the index says.
                if (changed.State != StudyState.Ended) await Index.WriteAsync(changed, study.State, cancellationToken);
                try
                {
                    var response = await table.UpdateEntityAsync(
                        StudyRow.ToEntity(changed), warm.ETag, TableUpdateMode.Replace, cancellationToken);
                    warm.SetStudy(changed, response.Headers.ETag!.Value);
                    StudyTrace.EndIfOver(study, changed);
                    await Index.WriteAsync(changed, study.State, cancellationToken);
                    return changed;
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    warm.Clear();
                    return null;
                }
                catch (RequestFailedException e) when (Conflict.IsConflict(e) && tries < Conflict.MaxTries)
                {
                    await Conflict.WaitAsync(tries, time, cancellationToken);
                }
            }
        }
        finally
        {
            warm.Gate.Release();
        }
    }

    /// <summary>Puts a study into a new run of its orchestration, unless its run is no longer <paramref name="run"/>.</summary>
    public Task<Study?> RestartAsync(StudyName name, string run, CancellationToken cancellationToken) =>
        ChangeAsync(
            name, study => study.Run == run ? StudyMachine.Restart(study, RunToken(time.GetUtcNow(), study.Run)) : null, cancellationToken);

    /// <summary>A run of a study has failed: puts it into a new one, or ends it as an error after too many; unless its run is no longer
    /// <paramref name="run"/>.</summary>
    public Task<Study?> FailRunAsync(StudyName name, string run, string error, CancellationToken cancellationToken) => ChangeAsync(
        name,
        study =>
        {
            var now = time.GetUtcNow();
            return study.State == StudyState.Running && study.Run == run
                ? StudyMachine.FailRun(study, RunToken(now, study.Run), error, now)
                : null;
        },
        cancellationToken);

    /// <summary>One page of the studies by name.</summary>
    /// <param name="after">The last name of the page before; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="state">Only studies in this state; null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page, and the name to go on after.</returns>
    public Task<PageView<StudyOutline>> ListAsync(string? after, int limit, StudyState? state, CancellationToken cancellationToken) =>
        ListAsync(new StudyFilter { State = state }, after, limit, cancellationToken);

    /// <summary>One page of some of the studies by name.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="after">The last name of the page before; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page, and the name to go on after.</returns>
    public Task<PageView<StudyOutline>> ListAsync(StudyFilter wanted, string? after, int limit, CancellationToken cancellationToken) =>
        _list.PageAsync(after, limit, wanted, cancellationToken);

    /// <summary>Deletes a study with its trials and reports; can be repeated until it succeeds.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StudyChangedException">The condition of <paramref name="ask"/> does not hold.</exception>
    public async Task<bool> DeleteAsync(StudyName name, CancellationToken cancellationToken, StudyAsk? ask = null)
    {
        var mark = await _deletion.MarkAsync(name, ask, cancellationToken);
        var warm = Cache.Get(name);
        // An advance or a change of this process that is under way ends first; the mark makes its write fail.
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            warm.Clear();
            BudgetsSeen.Forget(name);
        }
        finally
        {
            warm.Gate.Release();
        }

        if (mark is null) return false;
        await ForgetMoneyAsync(mark, cancellationToken);
        await _deletion.DeleteAsync(name, mark, cancellationToken);
        return true;
    }

    /// <summary>A run's token from the time: the ETag keeps two that start at once apart, and a later one is always another.</summary>
    private static string RunToken(DateTimeOffset now, string? before = null)
    {
        var token = now.ToUnixTimeMilliseconds();
        if (before is not null && Convert.ToInt64(before, 16) >= token) token = Convert.ToInt64(before, 16) + 1;
        return token.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
    }
}
