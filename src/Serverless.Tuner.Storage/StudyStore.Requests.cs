namespace Serverless.Tuner.Storage;

/// <content>What is asked of studies. Each method changes one or says what is wrong with the request, does nothing when the request has
/// been answered before, and throws a <see cref="StudyChangedException"/> when the condition of its ask does not hold.</content>
public sealed partial class StudyStore
{
    /// <summary>Gives a study more trials, money or time, upon which one that has ended goes on; and changes its notes.</summary>
    /// <returns>The changed study, or what is wrong with the request; both empty when there is no such study.</returns>
    public Task<StudyChange> ExtendAsync(
        StudyName name, ExtendRequest request, CancellationToken cancellationToken, StudyAsk? ask = null) => ChangeAsync(
        name,
        study =>
        {
            var change = StudyExtension.Extend(study, request);
            if (change.Study is not { } extended || (extended.Spec == study.Spec && extended.Attributes == study.Attributes))
                return change with { Study = null };
            return extended.State == StudyState.Ended && extended.Spec != study.Spec
                ? change with { Study = Queued(StudyMachine.Restart(extended, RunToken(time.GetUtcNow(), study.Run)), ask) }
                : change;
        },
        ask,
        cancellationToken);

    /// <summary>Puts points at the end of a study's queue.</summary>
    /// <returns>The changed study, or what is wrong with the request; both empty when there is no such study.</returns>
    public Task<StudyChange> EnqueueAsync(
        StudyName name, EnqueueRequest request, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(name, study => Enqueueing.Enqueue(study, request, ask?.Key), ask, cancellationToken);

    /// <summary>Puts the point of a trial that has ended at the end of a study's queue.</summary>
    /// <returns>The changed study, or why it does not try the point again; both empty when there is no such study.</returns>
    public Task<StudyChange> RetryAsync(StudyName name, Trial trial, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(name, study => StudyRequests.Retry(study, trial, ask?.Key), ask, cancellationToken);

    /// <summary>Asks a study to end.</summary>
    /// <returns>The changed study; empty when there is no such study.</returns>
    public Task<StudyChange> StopAsync(StudyName name, StopMode mode, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(
            name,
            study => new StudyChange(
                study.State == StudyState.Pending
                    ? StudyMachine.Cancel(study, time.GetUtcNow())
                    : StudyMachine.RequestStop(study, mode),
                []),
            ask,
            cancellationToken);

    /// <summary>Lets a study start nothing more until it is resumed.</summary>
    /// <returns>The changed study, or why it cannot be paused; both empty when there is no such study.</returns>
    public Task<StudyChange> PauseAsync(StudyName name, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(name, StudyRequests.Pause, ask, cancellationToken);

    /// <summary>Lets a study go on that is paused or has ended.</summary>
    /// <returns>The changed study, or why it cannot go on; both empty when there is no such study.</returns>
    public Task<StudyChange> ResumeAsync(StudyName name, CancellationToken cancellationToken, StudyAsk? ask = null) => ChangeAsync(
        name,
        study =>
        {
            var now = time.GetUtcNow();
            var change = StudyRequests.Resume(study, RunToken(now, study.Run), now);
            return study.State == StudyState.Ended && change.Study is { } resumed ? change with { Study = Queued(resumed, ask) } : change;
        },
        ask,
        cancellationToken);

    /// <summary>Lets a pending study run, unless its turn is over or it does not wait any more.</summary>
    /// <returns>The study as it is afterwards; null when there is none.</returns>
    internal Task<Study?> AdmitAsync(Study study, IReadOnlyList<string> places, CancellationToken cancellationToken) => ChangeAsync(
        study.Name,
        now => now.Id == study.Id && now.State == StudyState.Pending && now.Turn == study.Turn
            ? StudyMachine.Admit(now, places, time.GetUtcNow()) with { Revision = now.Revision + 1 }
            : null,
        cancellationToken);

    private static Study Queued(Study study, StudyAsk? ask) => ask is { Queues: true } ? StudyMachine.Queue(study) : study;

    private async Task<StudyChange> ChangeAsync(
        StudyName name, Func<Study, StudyChange> request, StudyAsk? ask, CancellationToken cancellationToken)
    {
        StudyChange? refused = null;
        var isFirst = true;
        var study = await ChangeAsync(
            name,
            study =>
            {
                refused = null;
                if (ask?.Key is { } key && study.EnqueueRequests.Contains(key)) return null;
                // Later, what is asked may hold because the first write went through and its answer was lost.
                if (isFirst) ask?.Check(study);
                var change = request(study);
                if (change is not { Conflict: null, Errors.Count: 0 }) refused = change;
                if (change.Study is not { } changed || ReferenceEquals(changed, study)) return null;
                if (!isFirst) ask?.Check(study);
                isFirst = false;
                return changed with { Revision = study.Revision + 1 };
            },
            cancellationToken);
        return refused ?? new StudyChange(study, []);
    }
}
