namespace Serverless.Tuner.Storage;

/// <summary>Studies in Table Storage: create, read, change, list, delete. Every write is guarded by an ETag and can be repeated.</summary>
/// <param name="tables">The tables.</param>
/// <param name="time">The clock.</param>
/// <param name="comparison">Tells whether a spec is that of an existing study.</param>
public sealed class StudyStore(TunerTables tables, TimeProvider time, ISpecComparison comparison)
{
    /// <summary>What a new study's row leaves free for its open trials, its last plan and the parameters of its best trial.</summary>
    private const int SpareBytes = 480 * 1024;

    private readonly StudyDeletion _deletion = new(tables, time);
    private readonly StudyList _list = new(tables, new StudyReader(tables));

    /// <summary>The entries by which studies are found.</summary>
    public StudyIndex Index { get; } = new(tables, time);

    internal StudyCache Cache { get; } = new(StudyCache.DefaultBytes);

    internal StudyReader Reader { get; } = new(tables);

    /// <summary>Creates a study; the same spec again is the same study, with more trials it is extended.</summary>
    /// <param name="spec">A spec that was parsed without errors.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    public async Task<CreateResult> CreateAsync(StudySpec spec, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var study = StudyMachine.Create(spec, RunToken(now), now) with { Id = Guid.CreateVersion7(now) };
        var row = StudyRow.ToEntity(study);
        if (!LongText.Fits(row, SpareBytes))
            return new CreateResult(null, [new FieldError("", "is too large for a study's row in Table Storage (1 MiB)")], false);

        var studies = await tables.StudiesAsync(cancellationToken);
        for (var tries = 0; ; tries++)
        {
            // The index comes first: readers skip an entry without a study, but would not find a study without an entry.
            var isEntered = await Index.TryEnterAsync(study, cancellationToken);
            if (await StudyIndex.AddIfAbsentAsync(studies, row, cancellationToken))
            {
                // The entry is of an earlier study, whose deletion may still remove it.
                if (!isEntered) await Index.WriteAsync(study, null, cancellationToken);
                return new CreateResult(study, [], false);
            }

            if (await FindAsync(study.Name, cancellationToken) is { } existing)
            {
                if (isEntered) await Index.WriteAsync(existing, null, cancellationToken);
                return await MeetAsync(existing, spec, cancellationToken);
            }

            if (tries >= Conflict.MaxTries)
                throw new InvalidOperationException($"Study '{study.Name}' is being deleted and created again all the time.");
            await DeleteAsync(study.Name, cancellationToken);
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

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

    /// <summary>Trials by ascending number.</summary>
    /// <param name="name">The study.</param>
    /// <param name="first">The lowest number.</param>
    /// <param name="state">Only trials in this state; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<Trial> ListTrialsAsync(StudyName name, int first, TrialState? state, CancellationToken cancellationToken) =>
        Reader.QueryTrialsAsync(name, first, state, cancellationToken).Select(row => row.Trial);

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
    public async Task<Study?> ChangeAsync(StudyName name, Func<Study, Study?> change, CancellationToken cancellationToken)
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
                var changed = change(study) ?? study;
                if (ReferenceEquals(changed, study)) return study;
                changed = Notices.Added(study, changed, time.GetUtcNow());
                // A study that goes on is entered as running before it does: the sweep looks after what the index says is running.
                if (changed.State == StudyState.Running) await Index.WriteAsync(changed, study.State, cancellationToken);
                try
                {
                    var response = await table.UpdateEntityAsync(
                        StudyRow.ToEntity(changed), warm.ETag, TableUpdateMode.Replace, cancellationToken);
                    warm.SetStudy(changed, response.Headers.ETag!.Value);
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

    /// <summary>Gives a study more trials, money or time; one that has ended goes on.</summary>
    /// <returns>The changed study, or what is wrong with the request; both empty when there is no such study.</returns>
    public Task<StudyChange> ExtendAsync(StudyName name, ExtendRequest request, CancellationToken cancellationToken) => ChangeAsync(
        name,
        study =>
        {
            var change = StudyExtension.Extend(study, request);
            if (change.Study is not { } extended || extended.Spec == study.Spec) return change with { Study = null };
            return extended.State == StudyState.Ended
                ? change with { Study = StudyMachine.Restart(extended, RunToken(time.GetUtcNow(), study.Run)) }
                : change;
        },
        cancellationToken);

    /// <summary>Puts points at the end of a study's queue; the same request twice counts once.</summary>
    /// <returns>The changed study, or what is wrong with the request; both empty when there is no such study.</returns>
    public Task<StudyChange> EnqueueAsync(StudyName name, EnqueueRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(name, study => Enqueueing.Enqueue(study, request), cancellationToken);

    /// <summary>Lets a study start nothing more until it is resumed.</summary>
    /// <returns>The changed study, or why it cannot be paused; both empty when there is no such study.</returns>
    public Task<StudyChange> PauseAsync(StudyName name, CancellationToken cancellationToken) =>
        ChangeAsync(name, StudyRequests.Pause, cancellationToken);

    /// <summary>Lets a study go on that is paused or has ended.</summary>
    /// <returns>The changed study, or why it cannot go on; both empty when there is no such study.</returns>
    public Task<StudyChange> ResumeAsync(StudyName name, CancellationToken cancellationToken) => ChangeAsync(
        name,
        study =>
        {
            var now = time.GetUtcNow();
            return StudyRequests.Resume(study, RunToken(now, study.Run), now);
        },
        cancellationToken);

    /// <summary>Puts the point of a trial that has ended at the end of a study's queue; the same request twice counts once.</summary>
    /// <returns>The changed study, or why it does not try the point again; both empty when there is no such study.</returns>
    public Task<StudyChange> RetryAsync(StudyName name, Trial trial, string? requestId, CancellationToken cancellationToken) =>
        ChangeAsync(name, study => StudyRequests.Retry(study, trial, requestId), cancellationToken);

    private async Task<StudyChange> ChangeAsync(StudyName name, Func<Study, StudyChange> request, CancellationToken cancellationToken)
    {
        StudyChange? refused = null;
        var study = await ChangeAsync(
            name,
            study =>
            {
                var change = request(study);
                refused = change is { Conflict: null, Errors.Count: 0 } ? null : change;
                return change.Study;
            },
            cancellationToken);
        return refused ?? new StudyChange(study, []);
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
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PageView<StudyOutline>> ListAsync(string? after, int limit, CancellationToken cancellationToken) =>
        _list.PageAsync(after, limit, cancellationToken);

    /// <summary>Deletes a study with its trials and reports; can be repeated until it succeeds.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(StudyName name, CancellationToken cancellationToken)
    {
        var mark = await _deletion.MarkAsync(name, cancellationToken);
        var warm = Cache.Get(name);
        // An advance or a change of this process that is under way ends first; the mark makes its write fail.
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            warm.Clear();
        }
        finally
        {
            warm.Gate.Release();
        }

        if (mark is not null) await _deletion.DeleteAsync(name, mark, cancellationToken);
        return mark is not null;
    }

    private async Task<CreateResult> MeetAsync(Study existing, StudySpec spec, CancellationToken cancellationToken)
    {
        if (comparison.Differences(existing.Spec, spec) is { Count: > 0 } differences)
            return new CreateResult(existing, differences, true);
        if (spec.Trials == existing.Spec.Trials) return new CreateResult(existing, [], false);
        return new CreateResult(
            await ExtendAsync(existing.Name, new ExtendRequest { Trials = spec.Trials }, cancellationToken) is { Study: { } study }
                ? study
                : existing, [], false);
    }

    /// <summary>A run's token from the time: the ETag keeps two that start at once apart, and a later one is always another.</summary>
    private static string RunToken(DateTimeOffset now, string? before = null)
    {
        var token = now.ToUnixTimeMilliseconds();
        if (before is not null && Convert.ToInt64(before, 16) >= token) token = Convert.ToInt64(before, 16) + 1;
        return token.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
    }
}
